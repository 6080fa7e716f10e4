#include <algorithm>
#include <utility>

#include "host/comparison/verification.hpp"
#include "host/errors.hpp"
#include "host/report/embedded_market.hpp"
#include "host/scenario/read_scenario.hpp"

namespace liq::comparison {
namespace {

/// Refuses a run of which it is not known which paths it had.
void require_its_end(std::string const& where, findings::RunFindings const& run) {
    bool const stopped = !run.complete && (run.failure.empty() || run.paths > 0 ||
                                           run.failure == findings::never_started ||
                                           run.failure == findings::not_concluded);
    require(!stopped, where + ": was stopped after " + std::to_string(run.paths) + " of " +
                          std::to_string(run.paths_asked) +
                          " paths, and cannot be repeated, because a report does not say which "
                          "paths these were. Finish it with --resume, or choose a run that has "
                          "ended with --run?");
}

std::string where_is(std::filesystem::path const& file, std::size_t index,
                     findings::RunFindings const& run) {
    return file.string() + ", run " + std::to_string(index) + " (" +
           (run.variant.empty() ? run.name : run.name + ", " + run.variant) + ")";
}

/// Reads each market of a report once.
class Markets {
  public:
    explicit Markets(std::filesystem::path file) : file_(std::move(file)) {}
    std::shared_ptr<market::Market const> of(findings::RunFindings const& run) {
        auto& market = known_[{run.market_sha256, run.market_file}];
        if (market == nullptr) market = report::market_of_report(file_, run);
        return market;
    }

  private:
    std::filesystem::path file_;
    std::map<std::pair<std::string, std::string>, std::shared_ptr<market::Market const>> known_;
};

batch::BatchRun repeated(std::filesystem::path const& file, std::size_t index,
                         findings::RunFindings const& run, Markets& markets) {
    std::string const where = where_is(file, index, run);
    require_its_end(where, run);
    batch::BatchRun again;
    again.file = run.name + ".toml";
    again.variant = run.variant;
    again.set = run.set;
    if (run.scenario_text.empty()) {  // it could not be read, and has no result
        again.failure = {Exit::bad_input, run.failure};
        return again;
    }
    // Files that it names are beside the report.
    auto const source = file.parent_path() / (where_is(file.filename(), index, run));
    again.scenario = scenario::parse_scenario(run.scenario_text, source);
    again.scenario->set = run.set;
    if (!run.market_sha256.empty()) {
        again.market = markets.of(run);
    } else {
        again.failure = {Exit::bad_input, run.failure};
    }
    return again;
}

}  // namespace

Repetition repetition_of(std::filesystem::path const& file, findings::Report const& report,
                         std::optional<std::size_t> only) {
    Repetition repetition;
    repetition.only = only;
    repetition.batch.among = report.runs.size();
    if (only) {
        auto const base = report.runs.at(*only).findings.base;
        if (base && *base < report.runs.size()) repetition.index.push_back(*base);
        repetition.index.push_back(*only);
    } else {
        for (std::size_t i = 0; i < report.runs.size(); ++i) repetition.index.push_back(i);
    }
    Markets markets(file);
    for (std::size_t const index : repetition.index) {
        findings::RunFindings const& run = report.runs[index].findings;
        std::size_t const place = repetition.batch.runs.size();
        batch::BatchRun& again =
            repetition.batch.runs.emplace_back(repeated(file, index, run, markets));
        again.base = !run.base ? place : only ? 0 : static_cast<std::size_t>(*run.base);
        require(again.base <= place,
                where_is(file, index, run) + ": names a base run behind it; the report is damaged");
        batch::RunState& state = repetition.batch.states.emplace_back();
        state.failure = again.failure;
    }
    return repetition;
}

}  // namespace liq::comparison
