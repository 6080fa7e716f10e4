// Positions of the desk without a cascade: one-sided first passage (models/law.md 9.1) and the
// moments of the price.
#include <gtest/gtest.h>

#include "models/estimate/bins.hpp"
#include "models/exact/one_sided_passage.hpp"
#include "tests/support/portfolio_builder.hpp"
#include "tests/support/seeds.hpp"

namespace liq::tests {
namespace {

constexpr double sigma = .5;
constexpr int days = 20;
constexpr double years = days / 365.0;
constexpr std::uint64_t n_paths = 200'000;

PlanBuilder gbm(double drift) {
    return PlanBuilder{}.clock(days, day).gbm(sigma, drift).seed(seeds[0]).close(0);
}

TEST(PortfolioExact, APositionIsLiquidatedWithTheProbabilityOfOneSidedPassage) {
    for (double drift : {0., .6}) {
        std::vector<PortfolioLeg> legs;
        std::vector<double> levels;
        for (Side side : {Side::long_side, Side::short_side}) {
            for (double distance : {.02, .06, .15}) {
                legs.push_back(leg_at_spot(side, 1e6, 1e6 * distance, distance));
                levels.push_back(std::exp(side == Side::long_side ? -distance : distance));
            }
        }
        Totals const totals = simulate(with_legs(gbm(drift).build(), legs, 1e6), n_paths);
        for (std::size_t i = 0; i < levels.size(); ++i) {
            double const exact = exact::touch_probability(1, levels[i], sigma, drift, years);
            for (int priced : {0, TotalsLayout::fates_of_one_price + 0}) {
                auto const hits = totals.cold(totals.layout().subject(static_cast<int>(i), priced));
                EXPECT_TRUE(within_3_standard_errors(
                    probability(hits, n_paths), exact,
                    "level " + std::to_string(levels[i]) + ", drift " + std::to_string(drift)));
            }
        }
    }
}

TEST(PortfolioExact, WithoutLiquidationTheProfitHasTheMomentsOfThePrice) {
    double const drift = .6;
    std::vector<PortfolioLeg> const legs{leg_at_spot(Side::long_side, 1e6, 1e6, 0),
                                         leg_at_spot(Side::short_side, 1e6, 1e6, 0)};
    Totals const totals = simulate(with_legs(gbm(drift).build(), legs, 1e6), n_paths);
    double const mean = std::exp(drift * years);
    double const deviation = mean * std::sqrt(std::expm1(sigma * sigma * years));
    Measured const profit = mean_profit(totals, 0, 0, TotalsLayout::at_horizon);
    EXPECT_TRUE(within_3_standard_errors(profit, mean - 1, "a long"));
    EXPECT_NEAR(profit.standard_error * std::sqrt(n_paths), deviation, .01 * deviation);
    EXPECT_TRUE(within_3_standard_errors(mean_profit(totals, 1, 0, TotalsLayout::at_horizon),
                                         1 - mean, "a short"));
}

TEST(PortfolioExact, ALiquidatedPositionLosesItsMarginAndNoOtherLosesMore) {
    double const distance = .06, margin = .08;
    std::vector<PortfolioLeg> const legs{leg_at_spot(Side::long_side, 1e6, margin * 1e6, distance)};
    Totals const totals = simulate(with_legs(gbm(0).build(), legs, 1e6), n_paths);
    TotalsLayout const& layout = totals.layout();
    auto const liquidated = totals.cold(layout.subject(0, TotalsLayout::liquidations));
    // All that were liquidated, and nobody else, are where the margin is lost.
    double const ticks = -margin * profit_bins::ticks_per_unit;
    int const bin = profit_bin(static_cast<std::int64_t>(ticks - .5));
    for (int moment : {TotalsLayout::at_horizon, TotalsLayout::at_worst}) {
        std::uint64_t worse = 0;
        for (int i = 0; i < bin; ++i) worse += totals.cold(layout.profits(0, 0, moment) + i);
        EXPECT_EQ(worse, 0u);
        EXPECT_EQ(totals.cold(layout.profits(0, 0, moment) + bin), liquidated);
    }
    EXPECT_LE(mean_profit(totals, 0, 0, TotalsLayout::at_worst).value,
              mean_profit(totals, 0, 0, TotalsLayout::at_horizon).value);
}

TEST(PortfolioExact, ALongAndAShortOfTheSameSizeNetToNothing) {
    std::vector<PortfolioLeg> const legs{leg_at_spot(Side::long_side, 1e6, 1e6, 0),
                                         leg_at_spot(Side::short_side, 1e6, 1e6, 0)};
    Totals const totals = simulate(with_legs(gbm(0).build(), legs, 1e6), 1000);
    TotalsLayout const& layout = totals.layout();
    for (int moment : {TotalsLayout::at_horizon, TotalsLayout::at_worst})
        EXPECT_EQ(totals.cold(layout.profits(2, 0, moment) + profit_bins::zero), 1000u);
}

TEST(PortfolioExact, AStopLimitsTheLossToWhereItIsFilled) {
    double const stop = .04;
    std::vector<PortfolioLeg> const legs{leg_at_spot(Side::long_side, 1e6, 2e5, .15),
                                         leg_at_spot(Side::long_side, 1e6, 2e5, .15, stop)};
    Plan const plan = with_legs(gbm(0).clock(days * 24, hour).build(), legs, 1e6);
    Totals const totals = simulate(plan, 50'000);
    TotalsLayout const& layout = totals.layout();
    auto const stopped = totals.cold(layout.subject(1, TotalsLayout::stops));
    EXPECT_TRUE(within_3_standard_errors(
        probability(stopped, 50'000), exact::touch_probability(1, std::exp(-stop), sigma, 0, years),
        "stopped"));
    EXPECT_EQ(totals.cold(layout.subject(1, TotalsLayout::liquidations)), 0u);
    EXPECT_GT(totals.cold(layout.subject(0, TotalsLayout::liquidations)), 0u);
    // Of a martingale, stopped or not, the mean profit is 0, but that a stop is filled at the low
    // of the step that reaches it, on average less than a deviation of a step further.
    Measured const mean = mean_profit(totals, 1, 0, TotalsLayout::at_horizon);
    double const step = sigma * std::sqrt(hour.years());
    double const share = static_cast<double>(stopped) / 50'000;
    EXPECT_LT(mean.value, 3 * mean.standard_error);
    EXPECT_GT(mean.value, -share * step - 3 * mean.standard_error);
    auto const beyond = [&](int subject) {
        std::uint64_t paths = 0;
        int const bin = profit_bin(-static_cast<std::int64_t>(.07 * profit_bins::ticks_per_unit));
        for (int i = 0; i < bin; ++i)
            paths += totals.cold(layout.profits(subject, 0, TotalsLayout::at_worst) + i);
        return paths;
    };
    EXPECT_GT(beyond(0), 5000u);
    EXPECT_EQ(beyond(1), 0u);
}

}  // namespace
}  // namespace liq::tests
