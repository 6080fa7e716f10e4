/// \file
/// Plans that together run every branch of the engine. Their totals must be the same integers on
/// every processor, compiler, backend and split.
#pragma once

#include <cctype>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "kernels/halved_plan.hpp"
#include "tests/support/plan_builder.hpp"
#include "tests/support/seeds.hpp"

namespace liq::tests {

struct NamedPlan {
    std::string name;
    Plan plan;
};

inline void PrintTo(NamedPlan const& named, std::ostream* out) {
    *out << named.name;
}

/// The name without anything but letters and digits, as GoogleTest requires.
inline std::string test_name_of(NamedPlan const& named) {
    std::string name;
    for (char c : named.name) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) name += c;
    }
    return name;
}

/// Longs at every level and shorts at every third, less of them further out, but enough for long
/// cascades.
inline void add_fuel(PlanBuilder& builder) {
    for (int level = 1; level <= grid::levels; ++level) {
        FuelTicks const usd = 5'000'000 / (1 + level / 40);
        builder.fuel(Side::long_side, level, usd * ticks_per_usd + level % 16);
        if (level % 3 == 0) builder.fuel(Side::short_side, level, 2 * usd * ticks_per_usd + 7);
    }
}

/// Forced orders that are felt for some of the steps of these plans.
inline constexpr Duration lasting{3 * 4 * 3600};

/// Events of every kind, some of which end before the horizon, and several report times.
inline PlanBuilder observed_plan() {
    return PlanBuilder{}
        .clock(90, Duration{4 * 3600})
        .gbm(.7, .1)
        .seed(seeds[0])
        .race(.083, -.1118)
        .race(.04, -.05, 7)
        .touch(-.25)
        .touch(.3)
        .touch(-.01, 3)
        .close(.02, 45)
        .close(-.05)
        .report_every(11)
        .samples(3);
}

/// Events that remember, and one with a condition; paths of 15 days.
inline PlanBuilder remembering_plan() {
    PlanBuilder builder = observed_plan();
    builder.sequence({{.meets_high = .03f, .ends_low = -.06f}, {.meets_low = .01f}})
        .hold(-.02, true, 12)
        .hold(-.04, false, 6, 80)
        .cross(2, 5, {.93, .97, 1.02, 1.01, 1})
        .given(0, 10);
    return builder;
}

/// The same with its steps as the halves of those of another plan.
inline Plan in_halves(Plan plan) {
    SamplingKind const kind = plan.sampling.kind;
    int const replicates = plan.sampling.replicates == 0 ? 8 : plan.sampling.replicates;
    Plan whole = plan;
    whole.steps = plan.steps / 2;
    whole.sampling = plan_sampling({kind, replicates}, whole.steps);
    follow_in_halves(plan, whole);
    return plan;
}

/// Bridge or step monitoring, without a cascade, with a steady book and with one that withdraws,
/// even and uneven depth, all exponents' special cases; with and without an initial jump. Then
/// paths that are not sampled independently.
inline std::vector<NamedPlan> plans_for_bits() {
    std::vector<NamedPlan> plans;
    for (bool bridge : {true, false}) {
        std::string const watched = bridge ? "bridge" : "step";
        auto const start = [&] {
            PlanBuilder builder = observed_plan();
            if (!bridge) builder.monitored_at_steps();
            return builder;
        };
        plans.push_back({watched + ", no cascade", start().build()});
        plans.push_back({watched + ", no cascade, jump", start().initial_jump(-.04).build()});
        PlanBuilder unmoved = start();
        add_fuel(unmoved);
        plans.push_back({watched + ", no price impact", unmoved.build()});
        for (double sensitivity : {0., .1}) {
            std::string const book = sensitivity > 0 ? "withdrawing" : "steady";
            for (BidAsk const depth : {BidAsk{9e7, 9e7}, BidAsk{1.6e8, 4e7}}) {
                for (double kappa : {1., 1.16}) {
                    ImpactParameters impact;
                    impact.depth = depth;
                    impact.exponent = kappa;
                    impact.resilience = lasting;
                    impact.permanent_share = kappa == 1 ? 0 : .2;
                    CascadeParameters cascade;
                    cascade.market_fraction = kappa == 1 ? 1 : .6;
                    cascade.mark_pass_through = kappa == 1 ? 1 : .7;
                    cascade.max_rounds = kappa == 1 ? 256 : 3;
                    PlanBuilder builder = start().cascade(cascade).impact(impact);
                    builder.withdrawal({.sensitivity = sensitivity, .recovery = Duration{36'000}});
                    if (kappa != 1) builder.initial_jump(.013);
                    add_fuel(builder);
                    std::string const sides = depth.bid == depth.ask ? "even" : "uneven";
                    plans.push_back({watched + ", " + book + " " + sides + " depth, exponent " +
                                         (kappa == 1 ? "1" : "1.16, jump"),
                                     builder.build()});
                }
            }
        }
    }
    for (bool bridge : {true, false}) {
        std::string const watched = bridge ? "bridge" : "step";
        plans.push_back({watched + ", no cascade, memory", remembering_plan().build()});
        ImpactParameters impact;
        impact.depth = {9e7, 9e7};
        impact.resilience = lasting;
        PlanBuilder builder = remembering_plan().cascade({}).impact(impact);
        add_fuel(builder);
        plans.push_back({watched + ", steady even depth, memory", builder.build()});
        for (std::size_t i = plans.size() - 2; i < plans.size(); ++i) plans[i].plan.bridge = bridge;
    }
    for (SamplingKind kind : {SamplingKind::antithetic, SamplingKind::sobol}) {
        std::string const name = kind == SamplingKind::sobol ? "sobol" : "antithetic";
        plans.push_back({name + ", step, no cascade", observed_plan().sampling(kind, 11).build()});
        plans.back().plan.bridge = false;
        ImpactParameters impact;
        impact.depth = {9e7, 9e7};
        impact.resilience = lasting;
        PlanBuilder builder = observed_plan().cascade({}).impact(impact).sampling(kind, 8);
        add_fuel(builder);
        plans.push_back({name + ", bridge, steady even depth", builder.build()});
    }
    for (SamplingKind kind :
         {SamplingKind::independent, SamplingKind::antithetic, SamplingKind::sobol}) {
        std::string const name = "halves, " + std::to_string(static_cast<int>(kind));
        plans.push_back({name, in_halves(observed_plan().sampling(kind, 11).build())});
    }
    return plans;
}

}  // namespace liq::tests
