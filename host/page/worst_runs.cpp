#include "host/page/worst_runs.hpp"

#include <algorithm>
#include <cmath>

#include "host/results/limits.hpp"

namespace liq::page {
namespace {

int rank_of(std::string const& state) {
    return state == results::limit_breach      ? 3
           : state == results::limit_uncertain ? 2
           : state == results::limit_warn      ? 1
                                               : 0;
}

}  // namespace

Badness badness_of(findings::RunFindings const& run) {
    if (run.paths == 0) return {};
    Badness badness{0, 0};
    for (auto const& limit : run.limits)
        badness.limit = std::max(badness.limit, rank_of(limit.state));
    auto const& drawdown = run.distributions["drawdown"];
    double const shortfall = drawdown ? drawdown->statistics["es99"] : findings::not_known;
    if (std::isfinite(shortfall)) badness.drawdown = shortfall;
    return badness;
}

void WorstRuns::add(std::size_t index, findings::RunFindings const& run) {
    runs_.emplace(index, run);
    if (runs_.size() <= most_in_detail) return;
    auto least = runs_.begin();
    for (auto at = runs_.begin(); at != runs_.end(); ++at)
        if (badness_of(at->second) <= badness_of(least->second)) least = at;
    runs_.erase(least);
}

}  // namespace liq::page
