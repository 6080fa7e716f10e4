#include "host/results/benchmark.hpp"

#include "host/planning/benchmark.hpp"

namespace liq::results {

void add_benchmark(scenario::Scenario const& scenario, planning::PlannedRun const& run,
                   findings::RunFindings& findings) {
    auto const& asked = scenario.benchmark;
    if (asked.is_empty()) return;
    findings.benchmark.emplace();
    if (asked.implied) findings.benchmark->implied_volatility = asked.implied->percent;
    auto const all = planning::benchmarks_of(scenario, run);
    for (std::size_t i = 0; i < findings.outcomes.size(); ++i) {
        auto& outcome = findings.outcomes[i];
        outcome.benchmark = all[i];
        outcome.benchmark.law_effect = outcome.without_cascade.probability -
                                       outcome.benchmark.implied - outcome.benchmark.drift_effect;
    }
}

}  // namespace liq::results
