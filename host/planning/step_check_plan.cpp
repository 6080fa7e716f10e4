#include "host/planning/step_check_plan.hpp"

#include <cstdint>
#include <memory>
#include <string>

#include "kernels/halved_plan.hpp"

namespace liq::planning {
namespace {

/// The scenario at half the step. Of its paths nothing but outcomes is needed.
scenario::Scenario at_half_the_step(scenario::Scenario scenario) {
    scenario.simulation.step.seconds /= 2;
    scenario.simulation.step_check = false;
    scenario.simulation.target_standard_error.reset();
    scenario.simulation.control_variate = false;
    scenario.report.times = 1;
    scenario.report.sample_paths = 0;
    scenario.positions.clear();
    return scenario;
}

/// Why the step cannot be halved; empty where it can.
std::string why_not(scenario::Scenario const& scenario) {
    std::int64_t const step = scenario.simulation.step.seconds;
    if (step % 2 != 0)
        return "simulation.step is " + std::to_string(step) +
               " s, and half of it is not a whole number of seconds";
    if (!can_be_sampled(scenario.price_model))
        return "the step of a bootstrap cannot be halved, because between two closes of history "
               "nothing is known";
    return {};
}

}  // namespace

void add_step_check(scenario::Scenario const& scenario, market::Market const& market,
                    BookCache* cache, PlannedRun& run) {
    if (!scenario.simulation.step_check) return;
    if (std::string const why = why_not(scenario); !why.empty()) {
        run.warnings.push_back(scenario.place_of("simulation.step_check") +
                               ": simulation.step_check is left out: " + why);
        return;
    }
    auto check = std::make_shared<StepCheck>();
    check->half = plan_run(at_half_the_step(scenario), market, cache).plan;
    follow_in_halves(check->half, run.plan);
    check->half.records_both = run.plan.records_both = true;
    check->paths = scenario.simulation.checked_paths();
    run.plan.layout.n_checked = run.plan.layout.n_outcomes;
    run.step_check = std::move(check);
}

}  // namespace liq::planning
