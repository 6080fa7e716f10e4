#include "kernels/program_inputs.hpp"

#include <algorithm>
#include <cstddef>

#include "kernels/plan.hpp"
#include "models/core/expect.hpp"

namespace liq {
namespace {

LadderSideView view_of(LadderSide const& side) {
    return {side.fuel_up_to.data(), side.next_distance.data()};
}

InflowSideView view_of(InflowSide const& side) {
    return {side.distance.data(), side.weight.data(), side.gap.data(),
            static_cast<int>(side.distance.size())};
}

QuietRange at_first(Plan const& plan) {
    QuietRange quiet;
    for (Story const& story : plan.stories) {
        int const state = story.first_state;
        quiet.watch(plan.story_steps[static_cast<std::size_t>(story.waits_for(state))]);
    }
    return quiet;
}

PortfolioTables portfolio_of(Plan const& plan) {
    PortfolioTables tables{plan.legs.data(), plan.profit_ticks_per_usd.data(),
                           static_cast<int>(plan.legs.size())};
    for (PortfolioLeg const& leg : plan.legs) {
        LogPrice const distance = leg.first_distance();
        if (leg.outward < 0) tables.below = std::max(tables.below, -distance);
        if (leg.outward > 0) tables.above = std::min(tables.above, distance);
    }
    tables.pass_through = static_cast<float>(plan.cascade.mark_pass_through);
    return tables;
}

}  // namespace

ProgramInputs inputs_of(Plan const& plan) {
    LIQ_EXPECT(plan.layout.n_replicates == plan.sampling.replicates);
    LIQ_EXPECT(plan.profit_ticks_per_usd.size() ==
               static_cast<std::size_t>(plan.layout.n_subjects));
    LIQ_EXPECT(plan.sampling.replicates == 0 || can_be_sampled(plan.price_model));
    ProgramInputs in;
    in.seed = plan.seed;
    in.schedule = {plan.steps, plan.step_years, plan.bridge, plan.report_steps.data(),
                   static_cast<int>(plan.report_steps.size())};
    SamplingPlan const& sampling = plan.sampling;
    in.sampling = {sampling.kind,
                   sampling.replicates,
                   plan.steps,
                   sampling.log2_segments,
                   sampling.bridge_weights.data(),
                   sampling.directions.data()};
    in.price_model = plan.price_model;
    in.price = {plan.price, plan.step_years, plan.returns.data(),
                static_cast<int>(plan.returns.size())};
    in.pressure.cascade = plan.cascade;
    in.pressure.impact = plan.impact;
    in.pressure.withdrawal = plan.withdrawal;
    in.pressure.ladder = {view_of(plan.ladder.longs), view_of(plan.ladder.shorts)};
    in.pressure.depth = view_of(plan.depth);
    in.pressure.walls = {plan.walls.data(), static_cast<int>(plan.walls.size())};
    in.pressure.book = plan.book;
    for (std::size_t side = 0; side < n_sides; ++side)
        in.pressure.inflow.sides[side] = view_of(plan.inflow[side]);
    in.pressure.bankruptcy = {
        {plan.ladder.longs.gap_weight.data(), plan.ladder.shorts.gap_weight.data()}};
    in.pressure.waterfall = plan.waterfall;
    in.tables.levels = {plan.levels_below.data(), plan.levels_above.data()};
    in.tables.closes = {plan.closes.data(), static_cast<int>(plan.closes.size())};
    in.tables.remainders = {plan.remainders.data(), static_cast<int>(plan.remainders.size())};
    in.tables.stories = {plan.stories.data(), plan.story_steps.data(),
                         static_cast<int>(plan.stories.size()), at_first(plan),
                         plan.report_steps.data()};
    in.tables.crosses = {plan.crosses.data(), static_cast<int>(plan.crosses.size()),
                         plan.past_closes.data(), static_cast<int>(plan.past_closes.size()),
                         plan.closes_kept};
    in.tables.givens = {plan.givens.data(), static_cast<int>(plan.givens.size())};
    in.tables.day_ends = {plan.day_ends.data(), static_cast<int>(plan.day_ends.size())};
    in.tables.portfolio = portfolio_of(plan);
    in.tables.fund_emptied = plan.fund_emptied;
    in.pressure.memory.layout = in.tables.memory.layout = plan.memory;  // backends give the base
    in.layout = plan.layout;
    return in;
}

}  // namespace liq
