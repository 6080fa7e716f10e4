#include "kernels/stop_flag.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "kernels/backend.hpp"
#include "tests/support/plan_builder.hpp"

namespace liq {
namespace {

using tests::PlanBuilder;
using Clock = std::chrono::steady_clock;

/// One path of it takes minutes.
Plan endless_plan(bool full) {
    PlanBuilder builder;
    builder.clock(2'000'000'000, Duration{1}).seed(5).touch(-0.5);
    if (full) builder.cascade({}).fuel(Side::long_side, 20, 1'000'000'000);
    return builder.build();
}

double seconds_to_stop(Plan const& plan, BackendChoice const& choice, std::uint64_t paths) {
    auto const backend = make_cpu_backend(choice);
    StopFlag stop;
    backend->watch(&stop);
    Totals totals(plan.layout);
    Clock::time_point raised;
    std::thread later([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        raised = Clock::now();
        stop.raise();
    });
    EXPECT_THROW(backend->run(plan, {0, paths}, totals), SimulationStopped);
    auto const ended = Clock::now();
    later.join();
    return std::chrono::duration<double>(ended - raised).count();
}

TEST(StopFlag, EndsASimulationWithinItsFirstPath) {
    for (bool const full : {false, true})
        for (int const threads : {1, 3})
            for (std::uint64_t const paths : {1u, 3200u})
                EXPECT_LT(seconds_to_stop(endless_plan(full), {.threads = threads}, paths), 1.5)
                    << full << threads << paths;
}

TEST(StopFlag, ChangesNothingAsLongAsItIsDown) {
    Plan const plan = PlanBuilder()
                          .clock(20'000, Duration{60})
                          .seed(5)
                          .cascade({})
                          .fuel(Side::long_side, 20, 1'000'000'000)
                          .race(0.03, -0.03)
                          .build();
    for (int const threads : {1, 3}) {
        auto const backend = make_cpu_backend({.threads = threads});
        StopFlag const down;
        backend->watch(&down);
        Totals totals(plan.layout);
        backend->run(plan, {0, 333}, totals);
        EXPECT_EQ(totals, tests::simulate(plan, 333));
    }
}

}  // namespace
}  // namespace liq
