/// Open interest of a venue against its candles: units, sides, clocks, and orders of magnitude.
#include "host/building/open_interest.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "host/building/open_interest_checks.hpp"
#include "tests/host/data/read_data.hpp"

namespace liq::building {
namespace {

using data::says;
using data::Unit;
using data::WrittenText;

constexpr std::int64_t begin = 1'749'081'600, hour = 3'600;
constexpr std::size_t n_hours = 24 * 20;

data::Bars hours() {
    std::mt19937_64 generator(5);
    std::normal_distribution<double> normal;
    data::Bars bars;
    bars.seconds = hour;
    double price = 100'000;
    for (std::size_t i = 0; i < n_hours; ++i) {
        bars.time.push_back(begin + static_cast<std::int64_t>(i) * hour);
        bars.open.push_back(price);
        price *= std::exp(0.006 * normal(generator));
        bars.close.push_back(price);
        bars.low.push_back(std::min(bars.open[i], price) * 0.999);
        bars.high.push_back(std::max(bars.open[i], price) * 1.001);
        bars.volume.push_back(1'000);
        bars.turnover.push_back(1'000 * price);
    }
    return bars;
}

/// 5,000 coins at the end of each hour, valued at its close, as a file tells it.
struct Told {
    double amount = 1, value = 1;  ///< what it is counted in, as factors
    std::int64_t late = 0;         ///< s
};
/// Counts of a file whose meaning changes in its middle, an hour apart.
std::string jump(double before, double after, std::int64_t apart = hour) {
    data::OpenInterests series;
    series.files = {"a.csv"};
    for (std::uint32_t i = 0; i < 6; ++i)
        series.rows.push_back({.time = (begin + i * apart) * 1'000,
                               .amount = i < 3 ? before : after,
                               .at = {0, i + 1}});
    return jump_between(series, series.rows.size());
}

OpenAt found(Told const& told, Unit unit, double contract_size = 0, Sides sides = Sides::one) {
    auto const bars = hours();
    std::string text = "time,open_interest,open_interest_value\n";
    for (std::size_t i = 0; i < n_hours; ++i) {
        text += std::to_string(bars.time[i] + hour + told.late) + "," +
                std::to_string(5'000 * told.amount) + ",";
        if (told.value > 0) text += std::to_string(5'000 * bars.close[i] * told.value);
        text += "\n";
    }
    WrittenText const file("given.csv", text);
    VenueInput venue;
    venue.name = "a";
    venue.contract = Contract::linear;
    venue.contract_size = contract_size;
    auto& input = venue.open_interest;
    input.files = {file.path()};
    input.format = "csv";
    input.unit = unit;
    input.sides = sides;
    Recipe recipe;
    recipe.path = "/recipe.toml";
    recipe.asset = "BTC";
    return open_interest_at(recipe, venue, read_open_interest(recipe, venue), bars, bars.end(),
                            bars.close.back());
}
std::string refused(Told const& told, Unit unit, double contract_size = 0,
                    Sides sides = Sides::one) {
    try {
        static_cast<void>(found(told, unit, contract_size, sides));
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        return error.what();
    }
    ADD_FAILURE() << "was not refused";
    return {};
}

TEST(OpenInterestOfAVenue, IsItsLastCountInUsdAndCoin) {
    double const price = hours().close.back();
    for (Unit const unit : {Unit::unknown, Unit::coin}) {
        auto const open = found({}, unit);
        EXPECT_NEAR(open.coin, 5'000, 1e-6);
        EXPECT_NEAR(open.usd, 5'000 * price, 1);
        EXPECT_EQ(open.time, hours().end());
        ASSERT_EQ(open.coin_over_time.size(), n_hours);
        for (auto const& [time, coin] : open.coin_over_time) ASSERT_NEAR(coin, 5'000, 1e-6) << time;
        EXPECT_TRUE(says(open.read_as, {"480 rows of csv, coin, each contract once"}));
        EXPECT_TRUE(open.warnings.empty());
    }
    EXPECT_NEAR(found({}, Unit::coin, 0, Sides::both).coin, 2'500, 1e-6);
    EXPECT_TRUE(says(refused({}, Unit::coin, 0, Sides::unknown), {"sides = \"one\""}));
}

/// Counts are made where one bar ends and the next one begins: their clock is that of the candles.
TEST(ClockOfACount, IsThatOfTheCandles) {
    EXPECT_TRUE(says(refused({.late = hour}, Unit::coin), {"its clock", "1 h earlier"}));
    EXPECT_TRUE(says(refused({.late = -hour}, Unit::coin), {"its clock", "1 h later"}));
    EXPECT_TRUE(says(refused({.late = 5 * hour}, Unit::coin), {"its clock", "5 h earlier"}));
    EXPECT_EQ(found({.late = 60}, Unit::coin).coin_over_time.size(), n_hours - 1);
}

TEST(UnitOfACount, IsWhatFitsThePrices) {
    EXPECT_NEAR(found({.amount = 100}, Unit::unknown, 0.01).coin, 5'000, 1e-6);
    EXPECT_TRUE(says(refused({.amount = 100}, Unit::coin),
                     {"line 2: value / amount = ", "USD for a coin", "Contracts of 0.01 coin"}));
    EXPECT_TRUE(says(refused({.amount = 100}, Unit::contracts), {"State contract_size"}));
    EXPECT_TRUE(says(refused({.value = 2}, Unit::coin), {"A value of both sides would fit"}));
    EXPECT_TRUE(says(refused({.value = 0}, Unit::unknown), {"does not say what it counts", "$"}));
    EXPECT_TRUE(says(refused({.amount = 1e8, .value = 0}, Unit::coin),
                     {"the candles traded", "Is the unit of one of the two another one?"}));
}

TEST(OpenInterest, ThatBecomesAMultipleOfItselfGetsAWarning) {
    EXPECT_TRUE(says(jump(5'000, 10'000),
                     {"a.csv: row 4", "2 times", "row 3", "1 h before", "one side and both"}));
    EXPECT_TRUE(says(jump(5'000, 5), {"row 4", "0.001 times"}));
    EXPECT_EQ(jump(5'000, 9'000), "");
    EXPECT_EQ(jump(5'000, 40'000, 24 * hour), "");  // a small coin
    EXPECT_TRUE(says(jump(5'000, 60'000, 24 * hour), {"12 times"}));
}

}  // namespace
}  // namespace liq::building
