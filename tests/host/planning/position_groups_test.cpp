// What joining positions keeps, and which of them it joins.
#include "host/planning/position_groups.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace liq {
namespace {

using planning::FollowedPosition;

constexpr double spot = 100'000;

/// A long on a linear contract that is liquidated at `price`.
FollowedPosition a_long(std::size_t index, double notional, double entry, double price) {
    FollowedPosition p;
    p.planned.position = index;
    p.planned.name = "p" + std::to_string(index);
    p.planned.entry = entry;
    p.planned.notional = p.planned.scale = notional;
    p.planned.margin = notional / 10;
    p.planned.liquidation_price = price;
    p.leg.per_price = notional * spot / entry;
    p.leg.constant = -p.leg.per_price;
    p.leg.lost_constant = -p.planned.margin;
    p.leg.liquidation = static_cast<LogPrice>(std::log(spot / price));
    p.leg.entry = entry / spot;
    return p;
}

std::vector<FollowedPosition> longs() {
    return {a_long(0, 1e6, 101'000, 90'000), a_long(1, 3e6, 99'000, 90'300),
            a_long(2, 5e6, 100'000, 80'000), a_long(3, 2e6, 100'500, 97'000)};
}

TEST(PositionGroups, AreNotMadeWhereAllCanBeFollowed) {
    auto const kept = planning::grouped(longs(), 4, spot);
    ASSERT_EQ(kept.size(), 4u);
    for (auto const& one : kept) EXPECT_EQ(one.planned.members, 1u);
}

TEST(PositionGroups, JoinNeighboursAndAddUpWhatTheyHold) {
    auto const all = longs();
    auto const kept = planning::grouped(all, 3, spot);
    ASSERT_EQ(kept.size(), 3u);
    FollowedPosition const& group = kept[0];
    EXPECT_EQ(group.planned.name, "group 1");
    EXPECT_EQ(group.planned.members, 2u);
    EXPECT_EQ(group.planned.notional, 4e6);
    EXPECT_EQ(group.planned.margin, 4e5);
    EXPECT_EQ(group.leg.per_price, all[0].leg.per_price + all[1].leg.per_price);
    EXPECT_EQ(group.leg.constant, all[0].leg.constant + all[1].leg.constant);
    EXPECT_EQ(group.leg.lost_constant, all[0].leg.lost_constant + all[1].leg.lost_constant);
    double const price = std::exp(.25 * std::log(90'000) + .75 * std::log(90'300));
    EXPECT_NEAR(*group.planned.liquidation_price, price, 1e-6);
    EXPECT_NEAR(group.leg.liquidation, std::log(spot / price), 1e-7);
    EXPECT_NEAR(group.planned.liquidation_spread, std::log(price / 90'000), 1e-12);
    // At the mean entry the group has gained since t = 0 what its members have together.
    EXPECT_NEAR(group.planned.notional * spot / group.planned.entry, group.leg.per_price, 1e-3);
    EXPECT_EQ(kept[1].planned.name, "p2");
    EXPECT_EQ(kept[2].planned.name, "p3");
}

TEST(PositionGroups, KeepApartWhatMayNotBeJoined) {
    auto all = longs();
    all[1].alone = true;
    all[2].venue = 1;
    all[3].planned.at_start = planning::AtStart::liquidated;
    EXPECT_EQ(planning::grouped(all, 1, spot).size(), 4u);
    all[2].venue = 0;
    auto const kept = planning::grouped(all, 1, spot);
    ASSERT_EQ(kept.size(), 3u) << "more than asked for: no other two may be joined";
    EXPECT_EQ(kept[0].planned.members, 2u);
    EXPECT_EQ(kept[1].planned.name, "p1");
}

TEST(PositionGroups, OfThousandsLeaveTheLargeOnesAlone) {
    std::vector<FollowedPosition> all;
    double notional = 0;
    for (std::size_t i = 0; i < 5000; ++i) {
        bool const large = i % 500 == 0;
        all.push_back(a_long(i, large ? 1e9 : 1e5, 100'000, 60'000 + 7 * static_cast<double>(i)));
        notional += all.back().planned.notional;
    }
    auto const kept = planning::grouped(all, 64, spot);
    ASSERT_EQ(kept.size(), 64u);
    double sum = 0, widest = 0;
    std::uint64_t members = 0;
    for (auto const& one : kept) {
        sum += one.planned.notional;
        members += one.planned.members;
        widest = std::max(widest, one.planned.liquidation_spread);
    }
    EXPECT_NEAR(sum, notional, 1e-3);
    EXPECT_EQ(members, 5000u);
    EXPECT_LT(widest, .02);
}

}  // namespace
}  // namespace liq
