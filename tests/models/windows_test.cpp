// The most that is liquidated within a window of time, and the extremes of a path, against plain
// loops over its steps.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "kernels/window_plan.hpp"
#include "models/estimate/liquidation_windows.hpp"
#include "tests/support/equal_totals.hpp"
#include "tests/support/plans_for_bits.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/totals_reader.hpp"

namespace liq::tests {
namespace {

struct Step {
    int number, time_bin;
    FuelTicks longs, shorts;
};

/// What the estimator counts of one path.
Totals counted(std::vector<Step> const& steps, std::int64_t step_seconds, int n_steps,
               int n_times) {
    TotalsLayout const layout{.n_times = n_times};
    ObservationTables tables;
    tables.windows = windows_of(step_seconds, n_steps, 1 << 30);
    std::vector<unsigned char> memory(
        static_cast<std::size_t>(bytes_of_windows(tables.windows.capacity)));
    tables.memory.base = memory.data();
    tables.memory.layout.bytes = static_cast<int>(memory.size());
    LiquidationWindows const windows(tables, layout);
    Totals totals(layout);
    CounterSink const sink{totals.hot().data(), totals.cold().data()};
    LiquidationWindows::State<1> state;
    Outcomes<1> outcomes;
    windows.start(state, 0);
    for (Step const& step : steps)
        windows.step_fuel(state, 0, {step.longs, step.shorts}, {step.number, step.time_bin});
    windows.finish(state, outcomes, 0, PathEnd{}, sink);
    return totals;
}

/// The largest amounts of a window, both, longs, shorts, and the time bin with which the first of
/// the largest of both begins, by looking at every window.
struct Largest {
    FuelTicks both = 0, longs = 0, shorts = 0;
    int begins = -1;
};
Largest by_looking_everywhere(std::vector<Step> const& steps, int window) {
    Largest largest;
    for (Step const& last : steps) {
        int const to = std::max(last.number, 1);
        FuelTicks longs = 0, shorts = 0;
        int begins = -1;
        for (Step const& step : steps) {
            int const at = std::max(step.number, 1);
            if (at <= to - window || at > to || &step > &last) continue;
            if (begins < 0) begins = step.time_bin;
            longs += step.longs;
            shorts += step.shorts;
        }
        if (longs + shorts > largest.both) {
            largest.both = longs + shorts;
            largest.begins = begins;
        }
        largest.longs = std::max(largest.longs, longs);
        largest.shorts = std::max(largest.shorts, shorts);
    }
    return largest;
}

TEST(Windows, SlideOverTheStepsOfAPath) {
    std::mt19937_64 random(seeds[0]);
    for (std::int64_t const step_seconds : {60, 300, 420, 3600, 90'000}) {
        for (int trial = 0; trial < 40; ++trial) {
            int const n_steps = 700, per_bin = 50;
            std::vector<Step> steps;
            for (int number = 0; number <= n_steps; ++number) {
                if (random() % 5 != 0) continue;
                FuelTicks const longs =
                    random() % 3 == 0 ? 0 : static_cast<FuelTicks>(random() % 999);
                auto const shorts = static_cast<FuelTicks>(random() % 3 == 0 ? random() % 999 : 0);
                int const time_bin = std::max(number - 1, 0) / per_bin;
                if (longs + shorts > 0) steps.push_back({number, time_bin, longs, shorts});
            }
            int const n_times = n_steps / per_bin;
            Totals const totals = counted(steps, step_seconds, n_steps, n_times);
            for (int w = 0; w < n_windows; ++w) {
                auto const window =
                    static_cast<int>(window_seconds[static_cast<std::size_t>(w)] / step_seconds);
                auto const sum = [&](WindowSide side) {
                    return static_cast<FuelTicks>(sum_of(totals, window_quantity(w, side)));
                };
                Largest const expected =
                    window == 0 ? Largest{} : by_looking_everywhere(steps, window);
                EXPECT_EQ(sum(WindowSide::both), expected.both);
                EXPECT_EQ(sum(WindowSide::longs), expected.longs);
                EXPECT_EQ(sum(WindowSide::shorts), expected.shorts);
                if (w != hour_window) continue;
                for (int t = 0; t < n_times; ++t)
                    EXPECT_EQ(totals.cold(totals.layout().largest_hours() + t),
                              t == expected.begins ? 1u : 0u);
            }
        }
    }
}

TEST(Windows, LeaveOutStepsThatAreLonger) {
    Totals const totals = counted({{1, 0, 5, 7}}, 3601, 10, 1);
    auto const paths = [&](int window) {
        Quantity const q = window_quantity(window, WindowSide::both);
        Counter sum = 0;
        for (int bin = 0; bin < bins_of(q); ++bin)
            sum += totals.cold(totals.layout().distribution(q) + bin);
        return sum;
    };
    EXPECT_EQ(paths(0), 0u);
    EXPECT_EQ(paths(1), 0u);
    EXPECT_EQ(paths(2), 1u);
}

/// Without price impact positions are liquidated along the fundamental price: the same integers as
/// with a cascade of which nothing reaches the order book.
TEST(Unmoved, IsACascadeOfWhichNothingReachesTheOrderBook) {
    for (bool const bridge : {true, false}) {
        for (bool const remembers : {true, false}) {
            for (double const jump : {0., -.06}) {
                PlanBuilder builder = remembers ? remembering_plan() : observed_plan();
                if (!bridge) builder.monitored_at_steps();
                builder.initial_jump(jump);
                add_fuel(builder);
                Plan const off = builder.build();
                ASSERT_FALSE(off.cascade.enabled);
                Plan none = off;
                none.cascade.enabled = true;
                none.cascade.market_fraction = 0;
                none.impact.depth = {9e7, 9e7};
                Totals const found = simulate(off, 400);
                EXPECT_TRUE(same_totals(found, simulate(none, 400)));
                EXPECT_GT(sum_of(found, Quantity::liquidated_long), 0);
            }
        }
    }
}

/// A price model for one path that is known: the extremes of its visits.
TEST(Extremes, AreThoseOfAllVisits) {
    Plan const plan = PlanBuilder{}
                          .clock(14, Duration{4 * 3600})
                          .gbm(.7, .1)
                          .race(.3, -.3)
                          .monitored_at_steps()
                          .report_every(1)
                          .samples(64)
                          .build();
    double highest = 0, lowest = 0;
    Totals const totals = simulate(plan, 64);
    for (int path = 0; path < 64; ++path) {
        double high = 1, low = 1;
        for (int t = 0; t < plan.steps; ++t) {
            auto const ticks =
                totals.cold(totals.layout().sample(path, t) + TotalsLayout::price) - 1;
            double const price = static_cast<double>(ticks) / price_bins::ticks_per_unit;
            high = std::max(high, price);
            low = std::min(low, price);
        }
        highest += high / 64;
        lowest += low / 64;
    }
    EXPECT_NEAR(mean_of(totals, Quantity::highest, price_bins::ticks_per_unit).value, highest,
                1e-7);
    EXPECT_NEAR(mean_of(totals, Quantity::lowest, price_bins::ticks_per_unit).value, lowest, 1e-7);
    // At the horizon the curves of extremes hold the distributions.
    int const last = plan.steps - 1;
    for (int row : {0, 1}) {
        Quantity const q = row == 0 ? Quantity::highest : Quantity::highest_without_cascade;
        for (int bin = 0; bin < extreme_bins::highs; ++bin)
            ASSERT_EQ(totals.cold(totals.layout().highs(row, last) + bin),
                      totals.cold(totals.layout().distribution(q) + extreme_bins::of_spot + bin));
    }
}

}  // namespace
}  // namespace liq::tests
