/// Candles as they are: their own begins and ends, holes that stay open, what has not ended yet.
#include "host/data/price_history.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/host/data/some_candles.hpp"

namespace liq::data {
namespace {

std::string refused_history(Candles candles, HistoryTerms const& terms = {}) {
    try {
        static_cast<void>(price_history_of(std::move(candles), terms));
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        return error.what();
    }
    ADD_FAILURE() << "was not refused";
    return {};
}

bool has_note(PriceHistory const& history, std::string const& words) {
    for (auto const& note : history.notes)
        if (note.find(words) != note.npos) return true;
    return false;
}

TEST(PriceHistory, HasTheBeginsAndEndsOfItsCandlesAndNamesHolesAndWhatIsOffTheGrid) {
    Candles candles = some_candles(10);
    candles.rows.erase(candles.rows.begin() + 4);
    candles.rows[7].time += 600'000;
    candles.rows[7].end = candles.rows[7].time + 900'000;
    auto const history = price_history_of(candles, {});
    ASSERT_EQ(history.size(), 9);
    EXPECT_EQ(history.bar, hour * 1'000);
    EXPECT_EQ(history.end[3] - history.begin[3], hour * 1'000);
    EXPECT_EQ(history.end[4] - history.end[3], 2 * hour * 1'000);
    EXPECT_EQ(history.end[7], (begin + 8 * hour + 1'500) * 1'000);
    EXPECT_TRUE(has_note(history, "a.csv: row 4"));
    EXPECT_TRUE(
        has_note(history, "1 candles begin off the grid of 1 h, the first is a.csv: row 9"));
}

TEST(PriceHistory, LooksAtNothingThatEndsLater) {
    Candles candles = some_candles(10);
    auto const whole = price_history_of(candles, {.until = begin + 6 * hour});
    EXPECT_EQ(whole.size(), 6);
    candles.rows[6].close = -1;
    candles.rows[7].open = std::numeric_limits<double>::quiet_NaN();
    candles.rows.erase(candles.rows.begin() + 8);
    auto const same = price_history_of(candles, {.until = begin + 6 * hour});
    EXPECT_EQ(same.close, whole.close);
    EXPECT_EQ(same.notes, whole.notes);
    EXPECT_NE(refused_history(some_candles(3), {.until = begin - 1}).find("has ended by"),
              std::string::npos);
}

TEST(PriceHistory, RefusesOrSkipsRowsWithoutPrices) {
    Candles candles = some_candles(5);
    candles.rows[2].low = std::numeric_limits<double>::quiet_NaN();
    auto const said = refused_history(candles);
    EXPECT_NE(said.find("a.csv: row 3"), std::string::npos) << said;
    auto const history = price_history_of(candles, {.missing = OnMissing::skip});
    EXPECT_EQ(history.close, (std::vector<double>{101, 102, 104, 105}));
    EXPECT_TRUE(has_note(history, "a.csv: row 3"));
}

TEST(PriceHistory, ExtendsAHighThatIsSlightlyWrongAndSaysSo) {
    Candles candles = some_candles(1'500);
    candles.rows[700].high = candles.rows[700].close - 0.5;
    auto const history = price_history_of(candles, {});
    EXPECT_EQ(history.high[700], history.close[700]);
    EXPECT_TRUE(has_note(history, "a.csv: row 701"));
    candles.rows[701].high = candles.rows[701].close - 0.5;
    EXPECT_NE(refused_history(candles).find("row 701"), std::string::npos);
}

TEST(PriceHistory, RefusesPricesThatCannotBeAndEndsThatDoNotAscend) {
    Candles candles = some_candles(5);
    candles.rows[1].high = 1;
    EXPECT_NE(refused_history(candles).find("row 2"), std::string::npos);
    candles = some_candles(5);
    candles.rows[1].end = candles.rows[1].time + 3 * hour * 1'000;
    EXPECT_NE(refused_history(candles).find("ends no later than"), std::string::npos);
    candles = some_candles(5);
    for (auto* price : {&candles.rows[3].open, &candles.rows[3].high, &candles.rows[3].low,
                        &candles.rows[3].close})
        *price *= 10;
    EXPECT_NE(refused_history(candles).find("another unit"), std::string::npos);
}

}  // namespace
}  // namespace liq::data
