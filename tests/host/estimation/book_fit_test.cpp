/// The estimate of the book from histories whose book is known, and what is refused.
#include "host/estimation/book_fit.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "host/errors.hpp"
#include "host/estimation/book_refusals.hpp"
#include "tests/support/book_history.hpp"

namespace liq::estimation {
namespace {

constexpr std::int64_t break_day = 330;
constexpr int n_days = 450;

BookInputs history(double noise, unsigned seed, std::int64_t break_at = n_days) {
    auto inputs = tests::made_up_market(n_days, seed);
    tests::report(inputs, break_at, noise, seed + 1'000);
    return inputs;
}

TEST(ABookWithoutNoise, IsFoundAgain) {
    auto const fit = fit_book(history(0, 1, break_day), {.break_day = break_day, .draws = 0});
    EXPECT_EQ(fit.day.size(), static_cast<std::size_t>(n_days - 30));
    EXPECT_EQ(fit.day.front(), 30);
    for (auto const& side : fit.sides) {
        EXPECT_EQ(side.all.volume_days, tests::true_volume_days);
        EXPECT_NEAR(side.all.after, tests::true_after, 0.0004);
        for (std::size_t l = 0; l < n_leverages; ++l)
            EXPECT_NEAR(side.all.weight[l], tests::true_weight[l], 2e-6) << leverage_menu[l];
        EXPECT_NEAR(side.held_out.ratio, 1, 1e-3);
        EXPECT_GT(side.held_out.rank, 0.99);
    }
    EXPECT_TRUE(fit.in_reported_units());
}

/// How often the 90 % interval of the fuel within each move holds the true fuel.
double coverage(int n_histories) {
    int covered = 0, all = 0;
    for (int h = 0; h < n_histories; ++h) {
        auto const inputs = history(0.4, static_cast<unsigned>(h + 1));
        auto const fit = fit_book(inputs, {.draws = 60});
        for (std::size_t s = 0; s < n_sides; ++s) {
            auto const basis =
                basis_of(inputs.contracts, static_cast<Side>(s), tests::true_volume_days,
                         tests::every_day(inputs), inputs.price);
            auto const truth = fuel_with(tests::true_weight, basis);
            for (std::size_t m = 0; m < truth.size(); ++m) {
                std::vector<double> drawn;
                for (auto const& draw : fit.sides[s].draws) drawn.push_back(draw.fuel[m]);
                auto const range = drawn_range(drawn);
                covered += range.low <= truth[m] && truth[m] <= range.high ? 1 : 0;
                ++all;
            }
        }
    }
    return static_cast<double>(covered) / all;
}

TEST(TheIntervalsOfABook, CoverTheTruth) {
    if (std::getenv("LIQ_FULL") == nullptr) GTEST_SKIP() << "20 histories: only with LIQ_FULL=1";
    double const found = coverage(20);
    EXPECT_GE(found, 0.80);
    std::printf("nominal 90 %% intervals of fuel cover the truth in %.1f %%\n", 100 * found);
}

TEST(ABookWithNoise, HasErrorsAsLargeAsItsDraws) {
    auto const inputs = history(0.4, 3);
    auto const fit = fit_book(inputs, {.draws = 40});
    for (auto const& side : fit.sides) {
        EXPECT_EQ(side.draws.size(), 40U);
        for (std::size_t l = 2; l < n_leverages; ++l) {
            EXPECT_GT(side.standard_error[l], 0);
            EXPECT_NEAR(side.all.weight[l], tests::true_weight[l], 4 * side.standard_error[l]);
        }
    }
    // The same seed gives the same draws, more draws begin with them.
    auto const again = fit_book(inputs, {.draws = 3});
    auto const other = fit_book(inputs, {.draws = 3, .seed = 2});
    EXPECT_EQ(again.sides[0].draws[2].weight, fit.sides[0].draws[2].weight);
    EXPECT_NE(again.sides[0].draws[2].weight, other.sides[0].draws[2].weight);
}

TEST(AFeedShare, TurnsReportedIntoTrueAmounts) {
    // All venues report a half until the break; then those with a share of 0.3 report everything.
    auto inputs = history(0, 1);
    double const share = 0.3, part = 0.5, jump = (share + (1 - share) * part) / part;
    for (auto& side : inputs.reported)
        for (std::size_t d = 0; d < side.size(); ++d)
            side[d] *= static_cast<std::int64_t>(d) < break_day ? part : part * jump;
    auto const fit = fit_book(
        inputs, {.break_day = break_day, .feed_share = FeedShare{share, share}, .draws = 2});
    for (auto const& side : fit.sides) {
        EXPECT_NEAR(side.all.after, jump, 0.0004);
        for (std::size_t l = 0; l < n_leverages; ++l)
            EXPECT_NEAR(side.all.weight[l], tests::true_weight[l], 0.002 * tests::true_weight[l]);
        EXPECT_NEAR(side.true_over_reported.front(), 1 / part, 0.01);
        EXPECT_NEAR(side.true_over_reported.back(), 1 / part / jump, 0.01);
    }
    EXPECT_FALSE(fit.in_reported_units());
    EXPECT_EQ(fit.feed_share, (std::vector{share, share}));
}

std::string refusal(BookInputs const& inputs, BookFitOptions const& options = {.draws = 0}) {
    try {
        fit_book(inputs, options);
    } catch (Error const& error) {
        return error.what();
    }
    return "accepted";
}

void expect_says(std::string const& text, std::vector<std::string> const& parts) {
    for (auto const& part : parts) EXPECT_NE(text.find(part), text.npos) << text;
}

TEST(ABookIsRefused, WithFewDays) {
    auto inputs = tests::made_up_market(205, 1);
    tests::report(inputs, 205, 0, 1);
    expect_says(refusal(inputs), {"scored days = 175, at least 180"});
    auto const whole = history(0, 1);
    expect_says(refusal(whole, {.break_day = 80, .draws = 0}), {"= 50, from it on = 370"});
    expect_says(refusal(whole, {.break_day = 440, .draws = 0}), {"from it on = 10, at least 60"});
    expect_says(refusal(whole, {.feed_share = FeedShare{0.2, 0.4}}), {"--feed-break"});
}

TEST(ABookIsRefused, WhereTooManyDaysHaveNoLiquidation) {
    auto inputs = history(0, 1);
    for (std::size_t d = 0; d < n_days; d += 4) inputs.reported[1][d] = 0;
    expect_says(refusal(inputs), {"shorts: no liquidation on 105 days, 25 % of"});
}

TEST(ABookIsRefused, WhereTheDaysSayNothing) {
    auto inputs = history(0, 1);
    // What was liquidated on a day is reported on another one.
    std::ranges::reverse(inputs.reported[0]);
    auto const text = refusal(inputs);
    expect_says(
        text, {"longs: rank correlation on 420 days held out = ", "at least 0.7", "no gain over"});
    EXPECT_EQ(text.find("shorts"), text.npos);
}

TEST(ABookIsRefused, WhereCIsAtTheEdgeOfItsGrid) {
    auto inputs = tests::made_up_market(n_days, 1);
    for (std::size_t s = 0; s < n_sides; ++s)
        inputs.reported[s] =
            liquidated_with(tests::true_weight, basis_of(inputs.contracts, static_cast<Side>(s), 3,
                                                         tests::every_day(inputs), inputs.price));
    expect_says(refusal(inputs), {"longs: c = 7.5 days of volume is at the edge of its grid, 7.5 "
                                  "to 100",
                                  "shorts: c = 7.5"});
}

TEST(DaysThatAreNotKnown, AreNotScored) {
    auto inputs = history(0, 1);
    inputs.reported[0][100] = std::numeric_limits<double>::quiet_NaN();
    auto const fit = fit_book(inputs, {.draws = 0});
    EXPECT_EQ(fit.day.size(), static_cast<std::size_t>(n_days - 31));
    EXPECT_EQ(std::ranges::count(fit.day, 100), 0);
    EXPECT_NEAR(fit.sides[0].all.weight[4], tests::true_weight[4], 2e-6);
}

TEST(HeldOutDays, MayBeTheLaterOnes) {
    auto const fit = fit_book(history(0.2, 2), {.held_out_from = 300, .draws = 0});
    EXPECT_EQ(fit.sides[0].held_out.n_days, 150U);
    expect_says(refusal(history(0, 1), {.held_out_from = 440, .draws = 0}),
                {"leaves 410 scored days before it and 10 from it on; at least 60 and 30"});
}

}  // namespace
}  // namespace liq::estimation
