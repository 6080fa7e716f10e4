// The positions that open in a living book, from a market's positions.
#include "host/planning/inflow.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>

#include "host/errors.hpp"
#include "kernels/build_inflow.hpp"
#include "models/book/inflow.hpp"
#include "models/margin/liquidation_price.hpp"

namespace liq {
namespace {

/// Two venues, leverages 1, 10 and 50, two entry prices; longs 1, 2, 3, ... million, no shorts.
market::Market market() {
    market::Market m;
    m.spot = 1e5;
    m.venues = {{"a", Contract::linear, {{1e6, .004, 0}}, {}},
                {"b", Contract::linear, {{1e6, .005, 0}}, {}}};
    m.entry_price = {9.5e4, 1.05e5};
    m.leverage = {1, 10, 50};
    m.open_interest.assign(2 * 2 * 2 * 3, 0.0);
    std::iota(m.open_interest.begin(), m.open_interest.begin() + 12, 1.0);
    for (double& usd : m.open_interest) usd *= 1e6;
    return m;
}

/// By distance in levels: weight, and weight times gap, of a side of which all is on the grid.
struct Mix {
    std::map<int, double> weight, gap;
};

Mix mix_of(InflowSide const& side) {
    Mix mix;
    for (std::size_t i = 0; i < side.weight.size(); ++i) {
        int const distance = mix_padding + side.last - static_cast<int>(i);
        if (side.weight[i] == 0) continue;
        mix.weight[distance] = side.weight[i];
        mix.gap[distance] = side.gap[i] / side.gap_scale;
    }
    return mix;
}

/// The longs of `market()`: e (1 - 1/L)/(1 - r) is closer for a higher leverage and for a higher
/// maintenance rate, and is the fuel per USD of open interest at every entry price.
Mix expected_longs(double share_of_a) {
    double const fuel[] = {(9 + 12) * .98 / .995, share_of_a * (3 + 6) * .98 / .996,
                           (8 + 11) * .9 / .995, share_of_a * (2 + 5) * .9 / .996};
    double const price[] = {.98 / .995, .98 / .996, .9 / .995, .9 / .996};
    double const sum = std::accumulate(fuel, fuel + 4, 0.);
    Mix mix;
    for (int i = 0; i < 4; ++i) {
        double const levels = -std::log(price[i]) * grid::points_per_unit;
        int const lower = static_cast<int>(std::floor(levels));
        double const units = std::ldexp(fuel[i] / sum, mix_bits), further = levels - lower;
        double const gap = -std::log(i % 2 ? .996 : .995);
        mix.weight[lower] += units * (1 - further);
        mix.weight[lower + 1] += units * further;
        mix.gap[lower] += units * (1 - further) * gap;
        mix.gap[lower + 1] += units * further * gap;
    }
    return mix;
}

void expect_longs(InflowSide const& side, Mix const& expected) {
    Mix const found = mix_of(side);
    double sum = 0;
    for (auto const& [distance, weight] : expected.weight) {
        ASSERT_TRUE(found.weight.contains(distance)) << distance;
        EXPECT_NEAR(found.weight.at(distance), weight, 1) << distance;
        EXPECT_NEAR(found.gap.at(distance), expected.gap.at(distance), .02) << distance;
        sum += found.weight.at(distance);
    }
    EXPECT_EQ(found.weight.size(), expected.weight.size());
    EXPECT_EQ(sum, 1 << mix_bits);
    EXPECT_EQ(side.first, expected.weight.begin()->first);
    EXPECT_EQ(side.last, expected.weight.rbegin()->first);
}

TEST(Inflow, HasTheDistancesOfPositionsEnteredAtSpotSplitBetweenTheNearestLevels) {
    expect_longs(planning::inflow_of(market(), {1e5, {1, 1}, 1})[0], expected_longs(1));
}

TEST(Inflow, HasTheWeightOfTheFuelThatCanBeLiquidatedAtAnyEntry) {
    market::Market m = market();
    m.liquidatable_share = {.5, 1, 1, 1};
    expect_longs(planning::inflow_of(m, {1e5, {1, 1}, 1})[0], expected_longs(.5));
}

TEST(Inflow, OfASideWithoutPositionsIsEmpty) {
    EXPECT_TRUE(planning::inflow_of(market(), {1e5, {1, 1}, 1})[1].weight.empty());
}

TEST(Inflow, OfSomeLeveragesIsThatOfASnapshotThatHasNoOthers) {
    planning::BookTerms terms{1e5, {1, 1}, 1};
    terms.levers = {1};
    market::Market only = market();
    only.leverage = {10};
    only.open_interest.clear();
    for (std::size_t cell = 1; cell < market().open_interest.size(); cell += 3)
        only.open_interest.push_back(market().open_interest[cell]);
    InflowSide const found = planning::inflow_of(market(), terms)[0];
    InflowSide const expected = planning::inflow_of(only, {1e5, {1, 1}, 1})[0];
    EXPECT_EQ(found.weight, expected.weight);
    EXPECT_EQ(found.gap, expected.gap);
    EXPECT_EQ(found.last, expected.last);
    EXPECT_NE(found.weight, planning::inflow_of(market(), {1e5, {1, 1}, 1})[0].weight);
}

TEST(Inflow, SaysWhatLiesOnTheGridByEntry) {
    InflowSide const side =
        build_inflow_side(Side::short_side, {{.25, 1, 0}, {.5, 2, 0}, {4, 1, 0}});
    auto const on_grid = [&](int entry) {
        return side.on_grid[static_cast<std::size_t>(furthest_entry + 1 + entry)] / (1 << mix_bits);
    };
    EXPECT_EQ(on_grid(0), .75) << "the rest is never on the grid";
    EXPECT_EQ(on_grid(819 - 512), .75);
    EXPECT_EQ(on_grid(819 - 511), .25);
    EXPECT_EQ(on_grid(819 - 255), 0);
    EXPECT_EQ(on_grid(-819 - 256), .75);
    EXPECT_EQ(on_grid(-819 - 257), .5);
    EXPECT_EQ(on_grid(-819 - 513), 0);
    EXPECT_EQ(side.last, 512);
    EXPECT_EQ(side.spots, (std::vector<int>{256, 257, 512, 513}));
}

TEST(Inflow, OfABookThatIsTooLargeForItsIntegersIsRefused) {
    std::vector<LivingClass> classes(2);
    for (LivingClass& one : classes) {
        one.ladder[0].fuel_up_to = {0, FuelTicks{1} << 43};
        one.ladder[1].fuel_up_to = {0, 0};
    }
    classes[0].target = {3, 1};
    EXPECT_NO_THROW(planning::check_living_book(classes, "s.toml:3:1"));
    classes[1].target = {2, 100};
    try {
        planning::check_living_book(classes, "s.toml:3:1");
        FAIL();
    } catch (Error const& error) {
        EXPECT_TRUE(std::string{error.what()}.starts_with(
            "s.toml:3:1: book.target: the long side of the living book would hold 2.749e+12 USD"))
            << error.what();
    }
}

}  // namespace
}  // namespace liq
