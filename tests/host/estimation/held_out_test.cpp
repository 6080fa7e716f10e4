/// Scores of held-out days, the blocks of a bootstrap, and the jump of a feed.
#include "host/estimation/held_out.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "host/estimation/feed_completeness.hpp"
#include "host/estimation/resampled_days.hpp"

namespace liq::estimation {
namespace {

TEST(ARankCorrelation, IsThatOfMeanRanks) {
    std::vector<double> const x{1, 2, 3, 4, 5};
    EXPECT_DOUBLE_EQ(rank_correlation(x, std::vector<double>{10, 20, 30, 40, 1'000}), 1);
    EXPECT_DOUBLE_EQ(rank_correlation(x, std::vector<double>{5, 4, 3, 2, 1}), -1);
    // Ranks 0.5, 0.5, 2, 3, 4 against 0, 1, 2, 3, 4: 9.5/sqrt(9.5*10).
    EXPECT_NEAR(rank_correlation(x, std::vector<double>{1, 1, 2, 3, 4}), std::sqrt(0.95), 1e-12);
    EXPECT_EQ(rank_correlation(x, std::vector<double>(5, 7.0)), 0);
}

TEST(TheMovesOfADay, AreFromTheCloseBeforeAndFromTheBestPriceBefore) {
    ReplayHistory history;
    history.close = {100, 104, 100, 98};
    history.high = {101, 110, 105, 101};
    history.low = {99, 100, 95, 97};
    ScoredDays const days{2, {-1, 0, 0, 1}};
    auto const longs = day_moves(history, days, Side::long_side);
    auto const shorts = day_moves(history, days, Side::short_side);
    EXPECT_NEAR(longs.from_open[0], std::log(100.0 / 95), 1e-12);
    EXPECT_NEAR(longs.largest[0], std::log(110.0 / 95), 1e-12);  // high of the bar before
    EXPECT_NEAR(longs.from_open[1], std::log(100.0 / 97), 1e-12);
    EXPECT_NEAR(shorts.from_open[0], std::log(110.0 / 100), 1e-12);
    EXPECT_NEAR(shorts.largest[0], std::log(110.0 / 100), 1e-12);
    EXPECT_NEAR(shorts.largest[1], std::log(101.0 / 100), 1e-12);
}

TEST(Folds, HoldEveryDayOutOnceOrTheLaterOnes) {
    auto const blocks = block_folds(250);
    ASSERT_EQ(blocks.count, 5);
    EXPECT_EQ(blocks.of_day[19], 0);
    EXPECT_EQ(blocks.of_day[20], 1);
    EXPECT_EQ(blocks.of_day[100], 0);
    auto const later = later_days(10, 7);
    EXPECT_EQ(later.of_day, (std::vector{-1, -1, -1, -1, -1, -1, -1, 0, 0, 0}));
}

TEST(ResampledDays, AreBlocksWithinEachRegime) {
    std::vector<double> mean(130, 0.0);
    for (std::uint64_t draw = 0; draw < 400; ++draw) {
        auto const times = resampled_days(130, 90, 5, draw);
        ASSERT_EQ(std::accumulate(times.begin(), times.begin() + 90, 0.0), 90);
        ASSERT_EQ(std::accumulate(times.begin() + 90, times.end(), 0.0), 40);
        for (std::size_t d = 0; d < times.size(); ++d) mean[d] += times[d] / 400;
        // Two neighbours differ where a block begins or ends: at most twice a block, 5 and 2.
        int changes = 0;
        for (std::size_t d = 1; d < times.size(); ++d) changes += times[d] != times[d - 1] ? 1 : 0;
        ASSERT_LE(changes, 15);
    }
    // Circular: the first and the last day are as likely as the others.
    for (double const times : mean) EXPECT_NEAR(times, 1, 0.35);
    EXPECT_EQ(resampled_days(130, 90, 5, 7), resampled_days(130, 90, 5, 7));
    EXPECT_NE(resampled_days(130, 90, 5, 7), resampled_days(130, 90, 5, 8));
    EXPECT_NE(resampled_days(130, 90, 5, 7), resampled_days(130, 90, 6, 7));
}

TEST(TheJumpOfAFeed, IsFoundAgain) {
    FeedJump const truth{0.3, 0.15};
    std::vector<double> expected, reported, times;
    for (int d = 0; d < 200; ++d) {
        double const mu = 3e6 * std::exp(0.05 * (d % 97));
        expected.push_back(mu);
        reported.push_back(mu * 1.1 * (d < 120 ? 1.0 : truth.at(mu)));
        // The oldest days do not count: they are further from the break than there are days after.
        if (d < 40) reported.back() *= 5;
        times.push_back(1 + d % 3);
    }
    auto const found = feed_jump(expected, {reported, times, 120});
    EXPECT_NEAR(found.a, truth.a, 1e-9);
    EXPECT_NEAR(found.b, truth.b, 1e-9);
    EXPECT_EQ(FeedJump({-1.0, 0.0}).at(20e6), 1);
}

TEST(TrueOverReported, FollowsFromTheJump) {
    for (double const part : {0.1, 0.5, 1.0})
        for (double const share : {0.2, 0.4}) {
            double const jump = (share + (1 - share) * part) / part;
            EXPECT_NEAR(true_over_reported(jump, share, false), 1 / part, 1e-12);
            EXPECT_NEAR(true_over_reported(jump, share, true), 1 / (share + (1 - share) * part),
                        1e-12);
        }
}

}  // namespace
}  // namespace liq::estimation
