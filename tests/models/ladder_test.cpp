// The ladder of fuel: which level a distance reaches, and how much fuel is between two levels.
#include "models/book/ladder.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "kernels/build_ladder.hpp"
#include "tests/support/settled.hpp"

namespace liq::tests {
namespace {

float distance_of(int level) {
    return static_cast<float>(level) / static_cast<float>(grid::points_per_unit);
}

TEST(Ladder, CountsADistanceOnALevelAsReachingIt) {
    for (int level = 1; level <= grid::levels; ++level) {
        float const at = distance_of(level);
        EXPECT_EQ(furthest_level_within(at), level);
        EXPECT_EQ(furthest_level_within(std::nextafter(at, 0.0f)), level - 1);
        EXPECT_EQ(furthest_level_within(std::nextafter(at, 1.0f)), level);
    }
}

TEST(Ladder, EndsAtItsLastLevelHoweverFarThePriceGoes) {
    for (float distance : {0.8f, 1.0f, 88.0f, 1e30f, std::numeric_limits<float>::infinity()}) {
        EXPECT_EQ(furthest_level_within(distance), grid::levels);
    }
    EXPECT_EQ(furthest_level_within(0.0f), 0);
}

TEST(Ladder, SumsFuelBetweenLevelsWithoutTheFirstAndWithTheLast) {
    LevelFuel entries;
    for (int level : {3, 7, 7, 819}) entries.add(level, level * 100, 0);
    LadderSide const side = build_ladder_side(entries);
    LadderSideView const view = view_of(side);
    EXPECT_EQ(fuel_between(view, 0, 2), 0);
    EXPECT_EQ(fuel_between(view, 0, 3), 300);
    EXPECT_EQ(fuel_between(view, 3, 7), 1400);
    EXPECT_EQ(fuel_between(view, 7, 7), 0);
    EXPECT_EQ(fuel_between(view, 0, grid::levels), 300 + 1400 + 81900);
}

TEST(Ladder, KnowsTheNextLevelThatHoldsFuel) {
    LevelFuel entries;
    for (int level : {3, 7, 819}) entries.add(level, 1, 0);
    LadderSide const side = build_ladder_side(entries);
    EXPECT_EQ(side.next_distance[0], distance_of(3));
    EXPECT_EQ(side.next_distance[2], distance_of(3));
    EXPECT_EQ(side.next_distance[3], distance_of(7));
    EXPECT_EQ(side.next_distance[7], distance_of(819));
    EXPECT_EQ(side.next_distance[818], distance_of(819));
    EXPECT_EQ(side.next_distance[819], std::numeric_limits<float>::infinity());
}

TEST(Ladder, WithoutFuelHasNoNextLevel) {
    LadderSide const side = build_ladder_side({});
    for (int level = 0; level <= grid::levels; ++level) {
        EXPECT_EQ(side.next_distance[static_cast<std::size_t>(level)],
                  std::numeric_limits<float>::infinity());
        EXPECT_EQ(side.fuel_up_to[static_cast<std::size_t>(level)], 0);
    }
}

TEST(Ladder, KeepsTheFuelWeightedMeanGapOfALevel) {
    LevelFuel entries;
    entries.add(5, 300, 300 * 409);  // 0.1 of log distance is 409.6 units
    entries.add(5, 100, 100 * 819);
    LadderSide const side = build_ladder_side(entries);
    EXPECT_DOUBLE_EQ(side.bankruptcy_gap[5], (300 * 409 + 100 * 819) / 400. * gap_unit);
    EXPECT_EQ(side.bankruptcy_gap[4], 0);
}

TEST(Ladder, TurnsTicksIntoDollarsExactlyUpTo24Bits) {
    for (FuelTicks ticks : {0, 1, 16, 24, (1 << 24) - 1}) {
        EXPECT_EQ(usd_of(ticks), static_cast<double>(ticks) / 16);
    }
}

}  // namespace
}  // namespace liq::tests
