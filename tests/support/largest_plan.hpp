/// \file
/// A plan whose tables are all as large as a scenario can make them.
#pragma once

#include <cstddef>

#include "kernels/plan.hpp"
#include "models/estimate/limits.hpp"
#include "models/impact/depth_curve.hpp"

namespace liq::tests {

/// The most that `report.times` accepts.
inline constexpr std::size_t most_report_times = 4096;

/// A side in which no vector is empty.
inline LadderSide whole_ladder_side() {
    LadderSide side;
    side.fuel.assign(ladder_entries, 16);
    side.fuel_up_to.assign(ladder_entries, 16);
    side.next_distance.assign(ladder_entries, .5f);
    side.bankruptcy_gap.assign(ladder_entries, .01);
    side.gap_weight.assign(ladder_entries, 41);
    return side;
}

/// A plan that is not simulated: only its sizes and the contents of its tables matter.
inline Plan largest_plan() {
    Plan plan;
    plan.price_model = HawkesParameters{.volatility = .5, .initial_intensity = 300.0};
    plan.waterfall = {true, 1e6};
    std::size_t const outcomes = max_outcomes, positions = std::size_t{2} * max_positions;
    plan.sampling.bridge_weights.assign(std::size_t{most_segments} * 6, .25f);
    plan.sampling.directions.assign(std::size_t{most_segments} * 32, 7);
    plan.returns.assign(100'000, .001f);
    std::size_t const depth = std::size_t{2} * depth_entries;
    plan.depth.notional.assign(depth, 1e6f);
    plan.depth.distance.assign(depth, .002f);
    plan.depth.per_usd.assign(depth, 1e-9f);
    plan.depth.points = max_depth_points;
    plan.walls.assign(max_walls, Wall{.1f, 1e6f, 1});
    plan.ladder = {whole_ladder_side(), whole_ladder_side()};
    plan.classes.assign(max_classes, {{Duration{86'400}}, {1, 1}, {}, {}});
    for (LivingClass& of_book : plan.classes) {
        of_book.ladder = {whole_ladder_side(), whole_ladder_side()};
        for (InflowSide& side : of_book.inflow) {
            side.weight.assign(4096, 8);
            side.gap.assign(4096, 2);
            side.spots.assign(4096, 3);
            side.on_grid.assign(std::size_t{2} * furthest_entry + 3, 1 << mix_bits);
        }
    }
    // This is more than the outcomes of all events can need together.
    plan.levels_below.assign(outcomes + 1, WatchedLevel{-.1f, 3, 0, 1});
    plan.levels_above.assign(outcomes + 1, WatchedLevel{.1f, 3, 1, 2});
    plan.closes.assign(outcomes, CloseLevel{.2f, 4, 2});
    plan.remainders.assign(outcomes, Remainder{4, 3});
    plan.stories.assign(outcomes, Story{.outcome = 3});
    plan.story_steps.assign(1000, StoryStep{.meets_low = -.3f});
    plan.crosses.assign(outcomes, Cross{.golden = 5, .death = 6});
    plan.past_closes.assign(daily_close::most_days, 1 << 24);
    plan.givens.assign(outcomes, Given{1, 2});
    plan.legs.assign(positions, PortfolioLeg{.sums = 1, .liquidation = .2f});
    plan.profit_ticks_per_usd.assign(positions + n_portfolio_sums, 11);
    plan.day_ends.assign(1'000'000, 24);
    plan.report_steps.assign(most_report_times, 5);
    plan.layout = {.n_outcomes = max_outcomes,
                   .n_times = static_cast<int>(most_report_times),
                   .n_given = max_outcomes,
                   .n_subjects = static_cast<int>(plan.profit_ticks_per_usd.size())};
    return plan;
}

}  // namespace liq::tests
