#include "kernels/program_inputs.hpp"

#include "kernels/plan.hpp"
#include "models/core/expect.hpp"

namespace liq {
namespace {

LadderSideView view_of(LadderSide const& side) {
    return {side.fuel_up_to.data(), side.next_distance.data()};
}

}  // namespace

ProgramInputs inputs_of(Plan const& plan) {
    LIQ_EXPECT(plan.layout.n_replicates == plan.sampling.replicates);
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
    in.price = plan.price;
    in.pressure = {plan.cascade,
                   plan.impact,
                   plan.withdrawal,
                   {view_of(plan.ladder.longs), view_of(plan.ladder.shorts)}};
    in.tables = {{plan.levels_below.data(), plan.levels_above.data()},
                 {plan.closes.data(), static_cast<int>(plan.closes.size())},
                 {plan.remainders.data(), static_cast<int>(plan.remainders.size())}};
    in.layout = plan.layout;
    return in;
}

}  // namespace liq
