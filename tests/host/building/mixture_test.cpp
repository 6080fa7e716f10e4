/// Positions from stated shares of leverage: bins, leverages, whole dollars, and a small book by
/// hand.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "host/building/positions.hpp"
#include "host/errors.hpp"

namespace liq::building {
namespace {

using Numbers = std::vector<double>;

TEST(UsualBins, AreOneTwoOrFiveNearAThousandthOfThePrice) {
    EXPECT_EQ(usual_bin(104'000), 100);
    EXPECT_EQ(usual_bin(65'000), 50);
    EXPECT_EQ(usual_bin(28'000), 20);
    EXPECT_EQ(usual_bin(1'000), 1);
    EXPECT_EQ(usual_bin(900), 1);
    EXPECT_NEAR(usual_bin(0.05), 5e-5, 1e-18);
    for (double price = 1e-6; price < 1e7; price *= 1.01) {
        double const thousandths = usual_bin(price) / (price / 1'000);
        ASSERT_GE(thousandths, 0.7) << price;
        ASSERT_LT(thousandths, 1.8) << price;
    }
}

TEST(LeveragesOfABand, AreMiddlesOfEqualPiecesOfItsLogLeverage) {
    EXPECT_EQ(leverages_of({5, 10, 1, 1}), (Numbers{7.07}));
    EXPECT_EQ(leverages_of({10, 50, 1, 3}), (Numbers{13.1, 22.4, 38.2}));
    EXPECT_EQ(leverages_of({100, 125, 1, 1}), (Numbers{112}));
}

TEST(WholeDollars, AddUpAndGoToTheLargestRemainders) {
    EXPECT_EQ(apportion(10, {1, 1, 1}), (Numbers{4, 3, 3}));  // the first of equal ones
    EXPECT_EQ(apportion(11, {1, 1, 1}), (Numbers{4, 4, 3}));
    EXPECT_EQ(apportion(10, {2.6, 2.5, 4.9}), (Numbers{3, 2, 5}));
    EXPECT_EQ(apportion(7, {0, 1, 0}), (Numbers{0, 7, 0}));
    EXPECT_EQ(apportion(0, {1, 2}), (Numbers{0, 0}));
    EXPECT_EQ(apportion(7, {0, 0}), (Numbers{0, 0}));
    EXPECT_TRUE(apportion(7, {}).empty());
}

TEST(WholeDollars, AreWithinOneOfTheExactShare) {
    Numbers weights;
    for (int i = 0; i < 1'000; ++i) weights.push_back(std::exp(std::sin(7.3 * i) * 5));
    double const sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    constexpr double total = 12'345'678'901;
    auto const whole = apportion(total, weights);
    EXPECT_EQ(std::accumulate(whole.begin(), whole.end(), 0.0), total);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        EXPECT_EQ(whole[i], std::floor(whole[i]));
        EXPECT_NEAR(whole[i], total * weights[i] / sum, 1);
    }
}

constexpr std::int64_t begin = 1'749'081'600, day = 86'400;

/// A day from 100 to 120 in which 600 USD were traded, and one from 95 to 105 with 200 USD.
data::Bars two_days() {
    data::Bars bars;
    bars.seconds = day;
    bars.time = {begin, begin + day};
    bars.open = {110, 104};
    bars.high = {120, 105};
    bars.low = {100, 95};
    bars.close = {104, 100};
    bars.volume = {6, 2};
    bars.turnover = {600, 200};
    return bars;
}

/// 0.5 % of maintenance for all sizes: at 10x, longs are liquidated at .9/.995 of their entry, and
/// shorts at 1.1/1.005 of it.
std::vector<VenueBook> one_venue(Contract contract = Contract::linear) {
    VenueBook venue;
    venue.contract = contract;
    venue.margin.tiers = {{1e12, .005, 0}};
    venue.usd = 1'000;
    return {venue};
}

/// One leverage, 10, in bins of 10 dollars.
PositionsInput at_ten() {
    PositionsInput how;
    how.band = {{5, 20, 1, 1}};
    how.bin = 10;
    how.holding.never = true;
    return how;
}

EstimatedPositions found(PositionsInput const& how, std::int64_t later = 0, double price = 100) {
    auto const entries = entries_of_candles(how, two_days(), begin + 2 * day + later, price);
    return mixture(how, one_venue(), entries, price);
}

/// Bins at 95, 105, 115, 125. Longs that entered at 115 were liquidated at 104.02, on the second
/// day at the latest; those at 105 would have been at 94.97. Shorts at 95 were at 103.98, and those
/// that entered at 105 on the first day at 114.93; those of the second day have seen 105 only.
TEST(AMixture, HoldsWhatThePriceHasNotLiquidated) {
    auto const made = found(at_ten());
    EXPECT_EQ(made.entry_price, (Numbers{95, 105, 115, 125}));
    EXPECT_EQ(made.leverage, (Numbers{10}));
    // Longs 100 : 300 + 100, shorts 100 : 300.
    EXPECT_EQ(made.open_interest, (Numbers{200, 800, 0, 0, 0, 250, 750, 0}));
    EXPECT_EQ(made.position_notional, (Numbers{500'000, 500'000}));
    EXPECT_TRUE(made.leverage_class.empty());
}

TEST(AMixture, ForgetsOldEntriesTheFasterTheHigherTheirLeverage) {
    auto how = at_ten();
    how.holding = DurationOrNever{{10 * day}};
    auto const made = found(how);
    // Ten days over 10: the day between the bars is 1/e.
    double const faded = 300 * std::exp(-1.0);
    EXPECT_EQ(made.open_interest[0], std::round(1'000 * 100 / (200 + faded)));
    EXPECT_EQ(made.open_interest[1], std::round(1'000 * (100 + faded) / (200 + faded)));
    EXPECT_EQ(made.open_interest[6], std::round(1'000 * faded / (100 + faded)));
}

TEST(AMixture, GoesOnToAPriceThatIsStatedForLater) {
    // A day on the way from 100 to 90, with the mean turnover of 400 USD: longs at 105 are gone,
    // and shorts that entered on the way are there, 400 : 100 : 300.
    auto const made = found(at_ten(), day, 90);
    EXPECT_EQ(made.open_interest, (Numbers{1'000, 0, 0, 0, 500, 125, 375, 0}));
}

/// Of the second band nothing is left of the longs at 105: it has survived to one eighth, and the
/// first one to five eighths.
TEST(AMixture, KeepsSharesWhereOthersHaveTakenTheirPlace) {
    auto how = at_ten();
    how.band = {{5, 20, 0.5, 1}, {20, 45, 0.5, 1}};
    auto made = found(how);
    EXPECT_EQ(made.leverage, (Numbers{10, 30}));
    // At 30x: liquidated at .966667/.995 = .971524: 95 at 92.3, 105 at 102.01.
    auto const longs = [&](std::size_t entry, std::size_t lever) {
        return made.open_interest[entry * 2 + lever];
    };
    EXPECT_EQ(longs(0, 0), 100);
    EXPECT_EQ(longs(1, 0), 400);
    EXPECT_EQ(longs(0, 1), 500);
    EXPECT_EQ(longs(1, 1), 0);
    how.refilled = false;
    made = found(how);
    // What is left of the bands is 500 : 100, of 800 each.
    EXPECT_EQ(longs(0, 0) + longs(1, 0), 833);
    EXPECT_EQ(longs(0, 1), 167);
}

TEST(AMixture, CountsInverseContractsInCoin) {
    auto how = at_ten();
    auto const entries = entries_of_candles(how, two_days(), begin + 2 * day, 100);
    auto const made = mixture(how, one_venue(Contract::inverse), entries, 100);
    EXPECT_EQ(made.position_notional, (Numbers{5'000, 5'000}));
    double const all = std::accumulate(made.open_interest.begin(), made.open_interest.end(), 0.0);
    EXPECT_EQ(all, 2'000);
}

TEST(AMixture, SpreadsEntriesEvenlyOverDaysWhereThatIsStated) {
    auto how = at_ten();
    how.turnover = EntryTurnover::even;
    auto const made = found(how);
    // Half of each day's in either of its bins: longs .5 : .5 + .5, shorts .5 : .5.
    EXPECT_EQ(made.open_interest, (Numbers{333, 667, 0, 0, 0, 500, 500, 0}));
}

TEST(AMixture, LooksAtItsWindowOnly) {
    auto how = at_ten();
    how.window = Duration{day};
    auto const made = found(how);
    EXPECT_EQ(made.entry_price, (Numbers{95, 105}));
    EXPECT_EQ(made.open_interest, (Numbers{500, 500, 0, 1'000}));
}

std::string said(PositionsInput const& how, data::Bars const& bars) {
    try {
        auto const entries = entries_of_candles(how, bars, begin + 2 * day, 100);
        static_cast<void>(mixture(how, one_venue(), entries, 100));
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        return error.what();
    }
    ADD_FAILURE() << "was not refused";
    return {};
}
bool has(std::string const& text, std::string const& words) {
    return text.find(words) != std::string::npos;
}

TEST(AMixture, IsRefusedWhereItCannotBe) {
    auto how = at_ten();
    auto bars = two_days();
    bars.turnover.clear();
    EXPECT_TRUE(has(said(how, bars), "State volume in [candles], or turnover = \"even\""));
    EXPECT_TRUE(has(said(how, data::Bars{}), "do not cover the window"));
    how.bin = 1e-6;
    EXPECT_TRUE(has(said(how, two_days()), "at most 20000"));
    how = at_ten();
    how.band = {};
    EXPECT_TRUE(has(said(how, two_days()), "[[positions.band]]"));
    how.band = {{5, 20, 0.5, 1}};
    EXPECT_TRUE(has(said(how, two_days()), "add up to 0.5"));
    how.band = {{5, 20, 0.5, 1}, {10, 45, 0.5, 1}};
    EXPECT_TRUE(has(said(how, two_days()), "not to overlap"));
    how.band = {{20, 20, 1, 1}};
    EXPECT_TRUE(has(said(how, two_days()), "ascend"));
}

}  // namespace
}  // namespace liq::building
