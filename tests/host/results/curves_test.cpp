#include "host/results/curves.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "models/core/units.hpp"

namespace liq {
namespace {

TEST(ExpectedLiquidated, CountsEveryLevelInTheBinThatHoldsItsPrice) {
    for (int bins : {1, 7, 100, 200, 1638}) {
        Ladder ladder;
        for (LadderSide* side : {&ladder.longs, &ladder.shorts}) {
            side->fuel.assign(ladder_entries, 0);
        }
        std::vector<double> const edges = results::map_edges(bins, 100.0);
        for (int level : {1, 2, 11, 400, 811, 818, 819}) {
            Totals totals({.n_outcomes = 1, .n_times = 1});
            totals.hot()[0] = 1;  // one path, which swept one level of each side
            for (int side = 0; side < n_sides; ++side) {
                auto const at = static_cast<std::size_t>(totals.layout().sweeps() +
                                                         side * totals.layout().sweep_entries());
                totals.cold()[at + static_cast<std::size_t>(level)] = 1;
                totals.cold()[at + static_cast<std::size_t>(level) + 1] = ~Counter{0};
            }
            ladder.longs.fuel[static_cast<std::size_t>(level)] = 16;
            ladder.shorts.fuel[static_cast<std::size_t>(level)] = 32;
            std::vector<double> const map = results::expected_liquidated(totals, ladder, bins);
            for (int bin = 0; bin < bins; ++bin) {
                auto const b = static_cast<std::size_t>(bin);
                double const down = 100.0 * std::exp(-level * grid::spacing);
                double const up = 100.0 * std::exp(level * grid::spacing);
                auto const inside = [&](double x) { return edges[b] <= x && x < edges[b + 1]; };
                EXPECT_EQ(map[2 * b], inside(down) ? 1.0 : 0.0) << level << " of " << bins;
                EXPECT_EQ(map[2 * b + 1], inside(up) ? 2.0 : 0.0) << level << " of " << bins;
            }
            ladder.longs.fuel[static_cast<std::size_t>(level)] = 0;
            ladder.shorts.fuel[static_cast<std::size_t>(level)] = 0;
        }
    }
}

}  // namespace
}  // namespace liq
