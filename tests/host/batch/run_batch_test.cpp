#include "host/batch/run_batch.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace liq {
namespace {

std::string const shipped = std::string(LIQ_SOURCE_DIR) + "/scenarios/stress-june-2025.toml";

/// The shipped scenario with few paths and two variants.
batch::Batch small_batch(std::vector<std::string> more = {}) {
    std::vector<std::string> set{
        "simulation.paths=3000", "simulation.horizon=7d", "simulation.step=2h",
        "variant=[{ name = \"thin\", set = { \"impact.depth\" = 5e7 } }, { name = \"off\", set = { "
        "\"cascade.enabled\" = false } }]"};
    set.insert(set.end(), more.begin(), more.end());
    return batch::read_batch({{shipped, set}});
}

/// How long a device may take to answer a stop [s].
double const patience = batch::BatchWatch{}.let_answer;

/// One thread of the CPU backend. It counts its claims and can fail.
class Device final : public Backend {
  public:
    explicit Device(std::uint64_t fails_after = ~std::uint64_t{0}) : fails_after_(fails_after) {}
    [[nodiscard]] std::string name() const override { return "cpu"; }
    [[nodiscard]] std::string device() const override { return "one of several"; }
    [[nodiscard]] int threads() const override { return 1; }
    void simulate(Plan const& plan, PathRange range, Totals& totals,
                  OutcomeBits* outcomes) override {
        if (claims++ >= fails_after_) throw std::runtime_error("the device fell off the bus");
        paths += range.count;
        simulated = &plan;
        inner_->simulate(plan, range, totals, outcomes);
    }
    std::uint64_t claims = 0, paths = 0;
    Plan const* simulated = nullptr;  ///< the last one

  private:
    std::uint64_t fails_after_;
    std::unique_ptr<Backend> inner_ = make_cpu_backend({.threads = 1});
};

batch::Devices several(int count, std::uint64_t fails_after = ~std::uint64_t{0}) {
    batch::Devices devices;
    for (int i = 0; i < count; ++i) devices.push_back(std::make_unique<Device>(fails_after));
    return devices;
}

bool run(
    batch::Batch& batch, batch::Devices const& devices,
    std::function<bool()> stop = [] { return false; }) {
    batch::BatchEnd const end =
        batch::run_batch(batch, devices, {std::move(stop), {}, {}, 60, {}, 0});
    return end == batch::BatchEnd::all_runs;
}

void expect_same(batch::Batch const& a, batch::Batch const& b) {
    ASSERT_EQ(a.states.size(), b.states.size());
    for (std::size_t i = 0; i < a.states.size(); ++i) {
        EXPECT_EQ(a.states[i].done, b.states[i].done) << i;
        EXPECT_EQ(a.states[i].totals, b.states[i].totals) << i;
        EXPECT_EQ(a.states[i].comparison, b.states[i].comparison) << i;
    }
}

TEST(Batch, PlansARunOnceForAllThatHoldItsPlan) {
    batch::Batch batch = small_batch();
    auto const base = batch.plan(0), thin = batch.plan(1);
    EXPECT_EQ(batch.plan(1), thin);
    EXPECT_NE(base, thin);
    EXPECT_EQ(thin->plan.impact.depth.bid, 5e7);
    batch::Devices const devices = several(1);
    auto const& device = dynamic_cast<Device const&>(*devices.front());
    auto const off = batch.plan(2);
    ASSERT_TRUE(run(batch, devices));
    std::set<Plan const*> held;
    for (auto const& planned : {base, thin, off}) {
        held.insert(&planned->plan);
        held.insert(&planned->step_check->half);
    }
    EXPECT_TRUE(held.contains(device.simulated))
        << "the plan that was simulated is the one that is held";
}

TEST(Batch, KeepsNoPlanThatIsNotInUse) {
    batch::Batch const batch = small_batch();
    std::weak_ptr<planning::PlannedRun const> const plan = batch.plan(0);
    EXPECT_TRUE(plan.expired());
}

TEST(RunBatch, CountsTheSameWithAnyNumberOfDevices) {
    batch::Batch alone = small_batch();
    ASSERT_EQ(alone.runs.size(), 3u);
    EXPECT_TRUE(run(alone, several(1)));
    EXPECT_FALSE(alone.states[1].comparison.outcomes.empty());
    EXPECT_FALSE(alone.states[0].record.has_value());
    for (int n : {2, 5, 16}) {
        batch::Batch shared = small_batch();
        EXPECT_TRUE(run(shared, several(n)));
        expect_same(alone, shared);
    }
}

TEST(RunBatch, SharesOneLargeRunAmongAllDevices) {
    batch::Batch batch =
        small_batch({"variant=[{ name = \"a\", set = { \"impact.depth\" = 1e8 } }]",
                     "simulation.paths=200000"});
    batch.runs.resize(1);
    batch.states.resize(1);
    batch::Devices const devices = several(4);
    EXPECT_TRUE(run(batch, devices));
    for (auto const& device : devices)
        EXPECT_GT(dynamic_cast<Device const&>(*device).paths, 10'000u);
}

TEST(RunBatch, ADeviceThatFailsCostsTheRunsThatItWorkedOn) {
    batch::Batch batch = small_batch();
    EXPECT_TRUE(run(batch, several(1, 2)));  // the base run is one claim, with its step check
    EXPECT_FALSE(batch.states[0].failure.has_value());
    for (std::size_t i : {1u, 2u}) {
        ASSERT_TRUE(batch.states[i].failure.has_value());
        EXPECT_EQ(batch.states[i].failure->what, "the device fell off the bus");
    }
}

TEST(RunBatch, ADeviceThatFailsAgainAndAgainIsLeftOutAndTheOthersDoItsWork) {
    batch::Batch batch = small_batch();
    batch::Devices devices = several(2);
    devices.push_back(std::make_unique<Device>(0));
    EXPECT_TRUE(run(batch, devices));
    auto const failed = std::ranges::count_if(
        batch.states, [](batch::RunState const& state) { return state.failure.has_value(); });
    EXPECT_LE(failed, 1);
    EXPECT_LE(dynamic_cast<Device const&>(*devices.back()).claims, 2u);
}

TEST(RunBatch, VariantsOfABaseRunThatFailsGoOnWithoutDifferences) {
    batch::Batch batch = small_batch();
    batch.runs[0].scenario->market.spot = 1.0;  // every event is on the wrong side of it
    EXPECT_TRUE(run(batch, several(3)));
    EXPECT_TRUE(batch.states[0].failure.has_value());
    for (std::size_t i : {1u, 2u}) {
        EXPECT_TRUE(batch.states[i].ended);
        EXPECT_TRUE(batch.states[i].comparison.outcomes.empty());
    }
}

TEST(RunBatch, GoesOnFromWhereItWasStopped) {
    std::vector<std::string> const large{"simulation.paths=60000"};
    batch::Batch whole = small_batch(large);
    EXPECT_TRUE(run(whole, several(2)));
    batch::Batch batch = small_batch(large);
    int stops = 0;
    for (bool ended = false; !ended; ++stops) {
        std::atomic<int> looks = 0;
        // Later each time: where nothing is done between two looks, the loop would have no end.
        ended = run(batch, several(2), [&] { return ++looks > 2 + stops; });
    }
    EXPECT_GT(stops, 1);
    expect_same(whole, batch);
}

TEST(RunBatch, StopsWithinAPathAndCountsNothingOfIt) {
    std::vector<std::string> const long_paths{"simulation.horizon=999d", "simulation.step=1s",
                                              "simulation.paths=4"};
    batch::Batch batch = small_batch(long_paths);
    batch::Devices devices;
    for (int i = 0; i < 2; ++i) devices.push_back(make_cpu_backend({.threads = 1}));
    auto const start = std::chrono::steady_clock::now();
    EXPECT_FALSE(run(batch, devices, [] { return true; }));
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - start;
    EXPECT_LT(took.count(), 1.5 + patience);
    for (batch::RunState const& state : batch.states) {
        EXPECT_TRUE(state.done.empty());
        EXPECT_TRUE(state.totals.bytes().empty());
        EXPECT_FALSE(state.failure.has_value());
    }
}

/// Never ends its simulation, even after a stop.
class Deaf final : public Backend {
  public:
    [[nodiscard]] std::string name() const override { return "cuda"; }
    [[nodiscard]] std::string device() const override { return "a card within a long claim"; }
    [[nodiscard]] int threads() const override { return 0; }
    void simulate(Plan const&, PathRange, Totals&, OutcomeBits*) override {
        for (;;) ::pause();
    }
};

TEST(RunBatchDeathTest, LeavesADeviceBehindThatDoesNotAnswer) {
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    auto const stop_with_a_device_that_does_not_answer = [] {
        batch::Batch batch = small_batch();
        batch::Devices devices = several(1);
        devices.push_back(std::make_unique<Deaf>());
        auto const start = std::chrono::steady_clock::now();
        auto const waited = [&] {
            return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        };
        batch::BatchEnd const end =
            batch::run_batch(batch, devices, {[&] { return waited() > 1; }, {}, {}, 60, {}, 0});
        bool const some = batch.states[0].done.count() + batch.states[1].done.count() > 0;
        bool const good = end == batch::BatchEnd::abandoned && some && waited() < 3.5 + patience;
        std::_Exit(good ? 17 : 1);
    };
    EXPECT_EXIT(stop_with_a_device_that_does_not_answer(), testing::ExitedWithCode(17), "");
}

TEST(RunBatch, ARunWithATargetEndsAfterTheSamePathWithAnyNumberOfDevices) {
    std::vector<std::string> const target{"simulation.paths=1000000",
                                          "simulation.target_standard_error=0.003"};
    batch::Batch alone = small_batch(target);
    EXPECT_TRUE(run(alone, several(1)));
    EXPECT_LT(alone.states[0].done.count(), 1'000'000u);
    batch::Batch shared = small_batch(target);
    EXPECT_TRUE(run(shared, several(5)));
    expect_same(alone, shared);
}

}  // namespace
}  // namespace liq
