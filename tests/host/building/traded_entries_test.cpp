/// Entries of a volume profile: the same as those of the candles that it is made of, and what is
/// refused.
#include <gtest/gtest.h>

#include "host/building/entries.hpp"
#include "tests/host/data/read_data.hpp"

namespace liq::building {
namespace {

using data::says;
using Numbers = std::vector<double>;

constexpr std::int64_t begin = 1'749'081'600, hour = 3'600;

/// Three hours in bins of 10: the price falls from 105 to 84 and is back at 95.
data::Bars three_hours() {
    data::Bars bars;
    bars.seconds = hour;
    bars.time = {begin, begin + hour, begin + 2 * hour};
    bars.open = {105, 101, 88};
    bars.high = {109, 101, 96};
    bars.low = {101, 84, 86};
    bars.close = {101, 88, 95};
    bars.turnover = {400, 1'700, 500};
    return bars;
}

/// The same as turnover by price: each hour's evenly over its range.
data::VolumeProfile by_price() {
    data::VolumeProfile traded;
    traded.format = "csv";
    traded.files = {"profile.csv"};
    auto const add = [&](int at, double price, double turnover, double low, double high) {
        data::TradedAtPrice row{(begin + at * hour) * 1'000, price, turnover, low, high, {}};
        row.at.row = static_cast<std::uint32_t>(traded.rows.size() + 1);
        traded.rows.push_back(row);
    };
    add(0, 105, 400, 101, 109);
    add(1, 85, 600, 84, 101);
    add(1, 95, 1'000, 84, 101);
    add(1, 105, 100, 84, 101);
    add(2, 85, 200, 86, 96);
    add(2, 95, 300, 86, 96);
    return traded;
}

PositionsInput in_tens() {
    PositionsInput how;
    how.bin = 10;
    how.window = Duration{3 * hour};
    return how;
}

Entries entries_of(data::VolumeProfile const& traded, std::int64_t as_of = begin + 3 * hour,
                   data::Bars const& bars = three_hours(), double price = 95) {
    return entries_of_volume_profile(in_tens(), traded, bars, as_of, price);
}

void expect_same(Entries const& a, Entries const& b) {
    EXPECT_EQ(a.window.begin, b.window.begin);
    EXPECT_EQ(a.window.age_days, b.window.age_days);
    EXPECT_EQ(a.window.lowest, b.window.lowest);
    EXPECT_EQ(a.window.highest, b.window.highest);
    EXPECT_EQ(a.profile.entry_price, b.profile.entry_price);
    ASSERT_EQ(a.profile.usd.size(), b.profile.usd.size());
    for (std::size_t i = 0; i < a.profile.usd.size(); ++i)
        EXPECT_NEAR(a.profile.usd[i], b.profile.usd[i], 1e-9);
}

TEST(EntriesOfAVolumeProfile, AreThoseOfTheCandlesThatItIsMadeOf) {
    auto const candles = entries_of_candles(in_tens(), three_hours(), begin + 3 * hour, 95);
    EXPECT_EQ(candles.window.lowest, (Numbers{84, 84, 86}));
    EXPECT_EQ(candles.profile.entry_price, (Numbers{85, 95, 105}));
    expect_same(entries_of(by_price()), candles);
}

TEST(EntriesOfAVolumeProfile, TakeTheExtremesOfAllThatFollowsToo) {
    auto traded = by_price();
    traded.rows[0].low = 84;  // of the three hours
    expect_same(entries_of(traded), entries_of(by_price()));
}

TEST(EntriesOfAVolumeProfile, ComeInAnyOrder) {
    auto traded = by_price();
    std::ranges::reverse(traded.rows);
    expect_same(entries_of(traded), entries_of(by_price()));
}

TEST(EntriesOfAVolumeProfile, AreThoseOfTheWindow) {
    auto const made = entries_of(by_price(), begin + 2 * hour, three_hours(), 88);
    EXPECT_EQ(made.window.lowest, (Numbers{84, 84}));
    EXPECT_EQ(made.profile.usd, (Numbers{0, 0, 400, 600, 1'000, 100}));
    ASSERT_EQ(made.notes.size(), 0U) << made.notes.front();
    EXPECT_TRUE(made.warnings.empty());
}

TEST(EntriesOfAVolumeProfile, SayWhereTheProfileEndsEarly) {
    auto const made = entries_of(by_price(), begin + 5 * hour);
    ASSERT_EQ(made.warnings.size(), 1U);
    EXPECT_TRUE(says(made.warnings[0], {"profile.csv: the volume profile ends at", "2 h before"}));
}

std::string refused(data::VolumeProfile const& traded, std::int64_t as_of = begin + 3 * hour,
                    double price = 95) {
    try {
        static_cast<void>(entries_of(traded, as_of, three_hours(), price));
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        return error.what();
    }
    ADD_FAILURE() << "was not refused";
    return {};
}

TEST(EntriesOfAVolumeProfile, LieInTheRangeThatWasTraded) {
    auto traded = by_price();
    traded.rows[2].price = 125;
    EXPECT_TRUE(says(refused(traded),
                     {"profile.csv: row 3: price 125 is not between low = 84", "high = 101"}));
    traded = by_price();
    traded.rows[0] = {traded.rows[0].time, 125, 400, 101, 130, traded.rows[0].at};
    EXPECT_TRUE(says(refused(traded), {"row 1: turnover at a price of 125, and candles say 101 to "
                                       "109 at 2025-06-05 00:00 UTC"}));
    EXPECT_TRUE(says(refused(by_price(), begin + 3 * hour, 80),
                     {"row 6: the last interval traded from 86 to 96", "is 80"}));
}

TEST(EntriesOfAVolumeProfile, HaveOneRangeAnInterval) {
    auto traded = by_price();
    traded.rows[2].low = 83;
    EXPECT_TRUE(says(refused(traded), {"row 3 and profile.csv: row 2 are of one interval",
                                       "83 to 101 and 84 to 101"}));
}

TEST(EntriesOfAVolumeProfile, AreOfItsTime) {
    EXPECT_TRUE(says(refused(by_price(), begin - hour), {"no interval of the window"}));
    auto traded = by_price();
    traded.rows.resize(1);
    EXPECT_TRUE(says(refused(traded), {"no two intervals"}));
    traded = by_price();
    for (auto& row : traded.rows) row.turnover = 0;
    EXPECT_TRUE(says(refused(traded), {"no turnover"}));
}

}  // namespace
}  // namespace liq::building
