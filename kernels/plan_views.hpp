/// \file
/// From a plan to what programs read. This is the one list of a plan's tables: whoever needs views
/// of them, in the memory of the host or of a card, walks it with a `place` of its own.
#pragma once

#include <algorithm>
#include <cstddef>

#include "kernels/living_view.hpp"
#include "kernels/plan.hpp"
#include "kernels/program_inputs.hpp"
#include "models/core/expect.hpp"

namespace liq {

/// Between which prices no story changes its state, before the path begins.
inline QuietRange quiet_at_first(Plan const& plan) {
    QuietRange quiet;
    for (Story const& story : plan.stories) {
        int const state = story.first_state;
        quiet.watch(plan.story_steps[static_cast<std::size_t>(story.waits_for(state))]);
    }
    return quiet;
}

/// The marks at which the first leg closes, which paths watch from the start.
inline void set_first_marks(Plan const& plan, PortfolioTables& tables) {
    for (PortfolioLeg const& leg : plan.legs) {
        LogPrice const distance = leg.first_distance();
        if (leg.outward < 0) tables.below = std::max(tables.below, -distance);
        if (leg.outward > 0) tables.above = std::min(tables.above, distance);
    }
    tables.pass_through = static_cast<float>(plan.cascade.mark_pass_through);
}

/// The tables of the law.
template <class Place>
void place_law(Plan const& plan, ProgramInputs& in, Place const& place) {
    place(in.sampling.weights, plan.sampling.bridge_weights);
    place(in.sampling.directions, plan.sampling.directions);
    place(in.price.returns, plan.returns, in.price.n_returns);
    PressureParameters& pressure = in.pressure;
    LadderSide const* const ladder[n_sides] = {&plan.ladder.longs, &plan.ladder.shorts};
    LadderSideView* const levels[n_sides] = {&pressure.ladder.longs, &pressure.ladder.shorts};
    for (std::size_t side = 0; side < n_sides; ++side) {
        place(levels[side]->fuel_up_to, ladder[side]->fuel_up_to);
        place(levels[side]->next_distance, ladder[side]->next_distance);
        place(pressure.bankruptcy.gap_weight[side], ladder[side]->gap_weight);
    }
    for (std::size_t i = 0; i < plan.classes.size(); ++i)
        place_class(plan.classes[i], pressure.living.classes[i], place);
    place(pressure.depth.notional, plan.depth.notional);
    place(pressure.depth.distance, plan.depth.distance);
    place(pressure.depth.per_usd, plan.depth.per_usd);
    place(pressure.walls.walls, plan.walls, pressure.walls.count);
}

/// The tables of what is observed.
template <class Place>
void place_observations(Plan const& plan, ProgramInputs& in, Place const& place) {
    ObservationTables& tables = in.tables;
    place(in.schedule.report_steps, plan.report_steps);
    place(tables.levels.below, plan.levels_below);
    place(tables.levels.above, plan.levels_above);
    place(tables.closes.levels, plan.closes, tables.closes.count);
    place(tables.remainders.entries, plan.remainders, tables.remainders.count);
    place(tables.stories.stories, plan.stories, tables.stories.count);
    place(tables.stories.steps, plan.story_steps);
    tables.stories.report_steps = in.schedule.report_steps;  // the same table
    place(tables.crosses.crosses, plan.crosses, tables.crosses.count);
    place(tables.crosses.past, plan.past_closes, tables.crosses.n_past);
    place(tables.givens.entries, plan.givens, tables.givens.count);
    place(tables.day_ends.steps, plan.day_ends, tables.day_ends.count);
    place(tables.portfolio.legs, plan.legs, tables.portfolio.n_legs);
    place(tables.portfolio.ticks_per_usd, plan.profit_ticks_per_usd);
}

/// The numbers that programs read beside the tables.
inline ProgramInputs numbers_of(Plan const& plan) {
    ProgramInputs in;
    in.seed = plan.seed;
    in.schedule.steps = plan.steps;
    in.schedule.step_years = plan.step_years;
    in.schedule.bridge = plan.bridge;
    in.sampling.kind = plan.sampling.kind;
    in.sampling.replicates = plan.sampling.replicates;
    in.sampling.halved = plan.sampling.whole_seed.has_value();
    in.sampling.whole_seed = plan.sampling.whole_seed.value_or(0);
    in.sampling.steps = in.sampling.halved ? plan.steps / 2 : plan.steps;
    in.sampling.log2_segments = plan.sampling.log2_segments;
    in.price_model = plan.price_model;
    in.price.common = plan.price;
    in.price.step_years = plan.step_years;
    in.pressure.cascade = plan.cascade;
    in.pressure.impact = plan.impact;
    in.pressure.withdrawal = plan.withdrawal;
    in.pressure.ladder.is_empty = plan.ladder.is_empty();
    in.pressure.depth.points = plan.depth.points;
    in.pressure.depth.bid = plan.depth.bid;
    in.pressure.depth.ask = plan.depth.ask;
    in.pressure.living = living_numbers_of(plan);
    in.pressure.waterfall = plan.waterfall;
    in.tables.stories.at_first = quiet_at_first(plan);
    in.tables.crosses.kept = plan.closes_kept;
    set_first_marks(plan, in.tables.portfolio);
    in.tables.windows = plan.windows;
    in.tables.record.words = plan.records_both ? 2 : 1;
    in.tables.fund_emptied = plan.fund_emptied;
    in.pressure.memory.layout = in.tables.memory.layout = plan.memory;  // backends give the base
    in.layout = plan.layout;
    return in;
}

/// Calls place(view, table) for every table of a plan that programs read, once. It must make the
/// view, a Table or a FarTable, show the table where the program will find it.
/// \return what a program is made from, as whole as `place` leaves the views
template <class Place>
ProgramInputs views_of(Plan const& plan, Place const& place) {
    LIQ_EXPECT(plan.layout.n_replicates == plan.sampling.replicates);
    LIQ_EXPECT(plan.profit_ticks_per_usd.size() ==
               static_cast<std::size_t>(plan.layout.n_subjects));
    LIQ_EXPECT(plan.sampling.replicates == 0 || can_be_sampled(plan.price_model));
    ProgramInputs in = numbers_of(plan);
    auto const placed = [&](auto& view, auto const& table, auto&... count) {
        place(view, table);
        ((count = static_cast<int>(table.size())), ...);
    };
    place_law(plan, in, placed);
    place_observations(plan, in, placed);
    return in;
}

}  // namespace liq
