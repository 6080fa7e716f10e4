/// \file
/// Plans of every price model and of the full cascade, for the comparisons of bits.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "kernels/build_inflow.hpp"
#include "kernels/depth_tables.hpp"
#include "kernels/full_cascade_plan.hpp"
#include "tests/support/plans_for_bits.hpp"
#include "tests/support/portfolio_builder.hpp"

namespace liq::tests {

/// Every price model, with jumps enough for several in one path.
inline std::vector<std::pair<std::string, PriceParameters>> models_for_bits() {
    return {
        {"merton", MertonParameters{.5, 60, -.01, .04}},
        {"kou", KouParameters{.5, 80, .4, .03, .04}},
        {"heston", HestonParameters{.3, 4, .25, 1.5, -.5}},
        {"bates", BatesParameters{.2, 3, .4, 2, .4, 40, -.02, .05}},
        {"hawkes", HawkesParameters{.5, 60, 300, 200, 400, .4, .03, .04}},
        {"bootstrap", BootstrapParameters{}},
    };
}

/// Returns like those of a history, with calm and wild days.
inline std::vector<float> returns_for_bits() {
    std::vector<float> returns;
    for (int i = 0; i < 97; ++i) {
        returns.push_back((i % 13 < 4 ? .06f : .02f) * static_cast<float>(std::sin(1.7 * i)));
    }
    return returns;
}

/// Everything that a full cascade can have, on a plan with fuel.
inline Plan with_everything(Plan plan, bool lives) {
    plan.cascade.enabled = true;
    plan.cascade.book = lives ? BookKind::living : BookKind::frozen;
    plan.cascade.market_fraction = .8;
    plan.impact.depth = {9e7, 8e7};
    plan.impact.resilience = Duration{2 * 4 * 3600};
    double const distance[] = {.001, .004, .01, .03}, bid[] = {6e6, 3e7, 9e7, 2.2e8},
                 ask[] = {8e6, 4e7, 8e7, 2.0e8};
    plan.depth = build_depth_tables(
        {ExactDepth::table(distance, bid, 4), ExactDepth::table(distance, ask, 4)});
    plan.walls = {{-.06f, 1e8f, 2e6f}, {-.02f, 4e7f, 0}, {.05f, 8e7f, 1e6f}};
    plan.withdrawal.sensitivity = .15;
    plan.withdrawal.recovery = Duration{36'000};
    plan.waterfall = {true, 2e6};
    if (lives) {
        plan.book.refresh = Duration{8 * 3600};
        plan.classes = {
            {{Duration{3 * 86'400}}, {1, 1}, {plan.ladder.longs, plan.ladder.shorts}, {}}};
        for (int side = 0; side < n_sides; ++side) {
            double const sign = side == 0 ? -1 : 1;
            plan.classes[0].inflow[static_cast<std::size_t>(side)] =
                build_inflow_side(static_cast<Side>(side), {{sign * .009, 3, .004},
                                                            {sign * .021, 5, .005},
                                                            {sign * .052, 7, .006},
                                                            {sign * .107, 4, .02}});
        }
    }
    prepare_full_cascade(plan);
    prepare_windows(plan, std::llround(plan.step_years * static_cast<double>(seconds_per_year)));
    return plan;
}

/// What `plans_for_bits` leaves out: the other price models and the full cascade.
inline std::vector<NamedPlan> whole_model_plans() {
    std::vector<NamedPlan> plans;
    auto const add = [&](std::string name, Plan plan, bool bridge) {
        plan.bridge = bridge;
        plans.push_back({(bridge ? "bridge, " : "step, ") + std::move(name), std::move(plan)});
    };
    for (auto const& [name, parameters] : models_for_bits()) {
        PlanBuilder builder = remembering_plan();
        add_fuel(builder);
        Plan plan = builder.build();
        plan.price_model = parameters;
        plan.returns = returns_for_bits();
        add(name + ", no cascade", plan, true);
        plan.cascade = {};
        plan.impact.depth = {9e7, 9e7};
        plan.impact.resilience = lasting;
        add(name + ", steady", plan, true);
        if (name == "bates" || name == "kou" || name == "hawkes")
            add(name + ", halves", in_halves(plan), true);
        // Between two closes of history there is no bridge: the same paths once more.
        if (name != "bootstrap") add(name + ", steady", plan, false);
        bool const stochastic = name == "heston" || name == "bates";
        plan.withdrawal.volatility_elasticity = stochastic ? 1.5 : 0;
        plan.price.initial_jump = stochastic ? -.03 : 0;
        add(name + ", living", with_everything(plan, true), true);
        add(name + ", everything frozen", with_everything(plan, false), false);
    }
    PlanBuilder builder = observed_plan();
    add_fuel(builder);
    add("gbm, living", with_everything(builder.build(), true), false);
    add("gbm, everything frozen", with_everything(builder.build(), false), true);
    // The desk's own positions, in every view that they can have.
    add("gbm, no cascade, desk", with_desk(observed_plan().build()), true);
    Plan steady = builder.build();
    steady.cascade = {};
    steady.cascade.mark_pass_through = .7;
    steady.impact.depth = {9e7, 9e7};
    steady.impact.resilience = lasting;
    add("gbm, steady, desk", with_desk(steady), true);
    steady.price_model = KouParameters{.5, 80, .4, .03, .04};
    steady.price.initial_jump = -.04;
    add("kou, steady, desk", with_desk(steady), false);
    add("gbm, living, desk", with_desk(with_everything(builder.build(), true)), true);
    add("kou, everything frozen, desk", with_desk(with_everything(steady, false)), true);
    return plans;
}

/// How many paths of a plan a comparison takes that takes `paths` of the cheap ones: a step of a
/// full cascade costs about ten times as much.
inline std::uint64_t paths_of(Plan const& plan, std::uint64_t paths) {
    return needs_full_cascade(plan) ? paths / 8 + 3 : paths;
}

/// All plans.
inline std::vector<NamedPlan> all_plans_for_bits() {
    std::vector<NamedPlan> plans = plans_for_bits();
    for (NamedPlan& plan : whole_model_plans()) plans.push_back(std::move(plan));
    return plans;
}

}  // namespace liq::tests
