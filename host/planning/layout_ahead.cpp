#include "host/planning/layout_ahead.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "host/scenario/simulation_checks.hpp"
#include "kernels/portfolio_plan.hpp"

namespace liq::planning {
namespace {

/// The number of outcomes that have a condition.
int conditional_outcomes(scenario::Scenario const& scenario) {
    std::ptrdiff_t count = 0;
    for (auto const& name : scenario::outcome_names(scenario))
        count += std::ranges::count_if(scenario.events, [&](auto const& event) {
            return event.given && name.starts_with(event.name + ".");
        });
    return static_cast<int>(count);
}

}  // namespace

CascadeParameters planned_cascade(scenario::Scenario const& scenario) {
    CascadeParameters cascade = scenario.cascade;
    if (!cascade.enabled && cascade.book == BookKind::living) {
        cascade.enabled = true;
        cascade.market_fraction = 0;
    }
    return cascade;
}

int sampled_paths(scenario::Scenario const& scenario) {
    return static_cast<int>(std::min<std::uint64_t>(
        static_cast<std::uint64_t>(scenario.report.sample_paths), scenario.simulation.paths));
}

TotalsLayout layout_ahead(scenario::Scenario const& scenario) {
    scenario::SimulationSection const& simulation = scenario.simulation;
    TotalsLayout layout;
    layout.n_outcomes = static_cast<int>(scenario::outcome_names(scenario).size());
    layout.n_times = static_cast<int>(std::min<std::int64_t>(
        scenario.report.times, simulation.horizon.seconds / simulation.step.seconds));
    if (simulation.sampling != SamplingKind::independent)
        layout.n_replicates = simulation.sampling_parameters().replicates;
    layout.sweeps_hold_fuel = true;
    layout.n_given = conditional_outcomes(scenario);
    layout.n_samples = sampled_paths(scenario);
    if (simulation.step_check) layout.n_checked = layout.n_outcomes;
    if (scenario.positions.empty()) return layout;
    auto const what_ifs = std::ranges::count_if(
        scenario.positions, [](auto const& position) { return position.what_if.has_value(); });
    layout.n_subjects = static_cast<int>(std::min(scenario.positions.size(), most_followed)) +
                        static_cast<int>(what_ifs) + n_portfolio_sums;
    layout.n_views = portfolio_views(planned_cascade(scenario).enabled,
                                     scenario.cascade.enabled && scenario.waterfall.enabled);
    return layout;
}

}  // namespace liq::planning
