#include "host/running/run_plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <new>
#include <stdexcept>
#include <vector>

#include "tests/support/plan_builder.hpp"

namespace liq {
namespace {

using tests::PlanBuilder;

Plan small_plan() {
    return PlanBuilder()
        .clock(48, tests::hour)
        .seed(5)
        .cascade({})
        .fuel(Side::long_side, 20, 1'000'000'000)
        .race(0.03, -0.03)
        .touch(-0.05)
        .report_every(12)
        .build();
}

bool never() {
    return false;
}
void ignore(running::Progress const&) {}

/// The CPU backend. It records the ranges that it was given and, if asked to, fails.
class WatchedBackend final : public Backend {
  public:
    [[nodiscard]] std::string name() const override { return "cpu"; }
    [[nodiscard]] std::string device() const override { return inner_->device(); }
    [[nodiscard]] int threads() const override { return inner_->threads(); }
    void simulate(Plan const& plan, PathRange range, Totals& totals,
                  OutcomeBits* outcomes) override {
        if (ranges.size() == fails_after) throw std::runtime_error("the device fell off the bus");
        if (ranges.size() == out_of_memory_after) throw std::bad_alloc();
        ranges.push_back(range);
        inner_->simulate(plan, range, totals, outcomes);
    }

    std::vector<PathRange> ranges;
    std::size_t fails_after = 1'000'000;
    std::size_t out_of_memory_after = 1'000'000;

  private:
    std::unique_ptr<Backend> inner_ = make_cpu_backend({});
};

constexpr std::uint64_t several_batches = 400'000;  // the first is of 2e6 / 48 paths

TEST(RunPlan, GivesTheTotalsOfOneCall) {
    Plan const plan = small_plan();
    WatchedBackend backend;
    running::RunResult const result =
        running::run_plan(plan, several_batches, backend, never, ignore);
    EXPECT_GT(backend.ranges.size(), 2U);
    EXPECT_EQ(result.totals, tests::simulate(plan, several_batches));
    EXPECT_TRUE(result.failure.empty());
}

TEST(RunPlan, TakesPathsInOrderAndEachOnce) {
    WatchedBackend backend;
    running::run_plan(small_plan(), several_batches, backend, never, ignore);
    std::uint64_t next = 0;
    for (PathRange const& range : backend.ranges) {
        EXPECT_EQ(range.first, next);
        EXPECT_GT(range.count, 0U);
        next += range.count;
    }
    EXPECT_EQ(next, several_batches);
}

TEST(RunPlan, KeepsAllLanesOfAllThreadsBusyOnceItKnowsTheRate) {
    WatchedBackend backend;
    running::run_plan(small_plan(), several_batches, backend, never, ignore);
    ASSERT_GT(backend.ranges.size(), 2U);
    auto const full = static_cast<std::uint64_t>(32 * backend.threads());
    for (std::size_t i = 1; i + 1 < backend.ranges.size(); ++i) {
        EXPECT_EQ(backend.ranges[i].count % full, 0U) << "batch " << i;
    }
}

TEST(RunPlan, BeginsWithAShortBatchHoweverLongThePaths) {
    Plan const plan = PlanBuilder().clock(3'000'000, Duration{1}).touch(0.5).build();
    WatchedBackend backend;
    running::run_plan(plan, 2, backend, never, ignore);
    EXPECT_EQ(backend.ranges.front().count, 1U);
}

TEST(RunPlan, StopsAfterTheBatchInWhichItWasAskedTo) {
    Plan const plan = small_plan();
    WatchedBackend backend;
    int batches = 0;
    running::RunResult const result = running::run_plan(
        plan, several_batches, backend, [&] { return batches == 2; },
        [&](running::Progress const&) { ++batches; });
    ASSERT_EQ(backend.ranges.size(), 2U);
    std::uint64_t const done = backend.ranges[1].first + backend.ranges[1].count;
    EXPECT_LT(done, several_batches);
    EXPECT_EQ(result.totals.paths(), done);
    EXPECT_EQ(result.totals, tests::simulate(plan, done));
}

TEST(RunPlan, SimulatesNothingWhenItIsStoppedBeforeItBegins) {
    WatchedBackend backend;
    running::RunResult const result =
        running::run_plan(small_plan(), 1000, backend, [] { return true; }, ignore);
    EXPECT_EQ(result.totals.paths(), 0U);
    EXPECT_TRUE(backend.ranges.empty());
    EXPECT_EQ(result.path_steps_per_second(48), 0.0);
}

TEST(RunPlan, TellsProgressThatGrowsToAllPaths) {
    WatchedBackend backend;
    std::vector<std::uint64_t> paths;
    double seconds = 0;
    running::run_plan(
        small_plan(), several_batches, backend, never, [&](running::Progress const& progress) {
            EXPECT_EQ(progress.paths_asked, several_batches);
            EXPECT_EQ(progress.steps, 48);
            EXPECT_EQ(progress.totals->paths(), progress.paths);
            EXPECT_GT(progress.seconds, seconds);
            EXPECT_DOUBLE_EQ(progress.path_steps_per_second(),
                             static_cast<double>(progress.paths) * 48 / progress.seconds);
            seconds = progress.seconds;
            paths.push_back(progress.paths);
        });
    EXPECT_TRUE(std::ranges::is_sorted(paths));
    EXPECT_EQ(paths.back(), several_batches);
}

TEST(RunPlan, KeepsWhatWasDoneWhenTheBackendFails) {
    Plan const plan = small_plan();
    WatchedBackend backend;
    backend.fails_after = 2;
    running::RunResult const result =
        running::run_plan(plan, several_batches, backend, never, ignore);
    EXPECT_EQ(result.failure, "the device fell off the bus");
    ASSERT_EQ(backend.ranges.size(), 2U);
    EXPECT_EQ(result.totals,
              tests::simulate(plan, backend.ranges[1].first + backend.ranges[1].count));
}

TEST(RunPlan, SaysInWordsThatMemoryRanOut) {
    WatchedBackend backend;
    backend.out_of_memory_after = 0;
    EXPECT_EQ(running::run_plan(small_plan(), 1000, backend, never, ignore).failure,
              "out of memory");
}

}  // namespace
}  // namespace liq
