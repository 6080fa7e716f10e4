#include "host/cli/market_age.hpp"

#include <set>
#include <string>

#include "host/errors.hpp"
#include "host/words/numbers.hpp"
#include "host/words/printable.hpp"
#include "host/words/utc_time.hpp"
#include "host/words/values.hpp"

namespace liq::cli {
namespace {

/// What is to be said of a run; empty: its snapshot is fresh, or may have any age.
std::string problem_of(batch::BatchRun const& run, std::int64_t now) {
    if (!run.scenario || !run.market || !run.scenario->market.max_age) return {};
    auto const& market = *run.market;
    auto const as_of = words::parse_utc(market.as_of);
    require(as_of.has_value(), market.path.string() + ": as_of = \"" +
                                   words::printable(market.as_of) +
                                   "\" is not a time in UTC, and market.max_age asks for one");
    std::int64_t const most = run.scenario->market.max_age->seconds;
    if (now - *as_of <= most) return {};
    return run.scenario->place_of("market.max_age") +
           ": market.max_age = " + words::duration_text(*run.scenario->market.max_age) + ", and " +
           market.path.string() + " is of " + market.as_of + ", " +
           words::about_duration(static_cast<double>(now - *as_of)) + " ago";
}

}  // namespace

void check_market_ages(batch::Batch const& batch, bool strict, std::int64_t now,
                       Messages const& messages) {
    std::set<std::string> said;
    for (batch::BatchRun const& run : batch.runs) {
        std::string const problem = problem_of(run, now);
        if (problem.empty() || !said.insert(problem).second) continue;
        require(!strict, problem + ", which --strict does not accept");
        messages.warning(problem);
    }
}

}  // namespace liq::cli
