/// Files of implied volatilities.
#include "host/validation/implied.hpp"

#include <gtest/gtest.h>

#include "tests/host/data/read_data.hpp"

namespace liq::validation {
namespace {

constexpr std::int64_t a_day = 86'400;
constexpr std::int64_t november_8 = 1'667'865'600;  ///< 2022-11-08T00:00:00Z

std::string refused(std::string const& text, std::string const& column = "") {
    data::WrittenText const file("implied.csv", text);
    try {
        ImpliedVolatility const implied(file.path(), column);
        static_cast<void>(implied.known_at(november_8));
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        return error.what();
    }
    ADD_FAILURE() << "was not refused: " << text;
    return {};
}

TEST(ImpliedVolatility, AForecastKnowsTheValueOfTheDayBefore) {
    data::WrittenText const file("implied.csv", "date,dvol\n2022-11-06,56.76\n2022-11-07,59.48\n");
    ImpliedVolatility const implied(file.path(), "");
    EXPECT_DOUBLE_EQ(implied.known_at(november_8), 0.5948);
    EXPECT_DOUBLE_EQ(implied.known_at(november_8 - a_day), 0.5676);
    EXPECT_EQ(implied.first(), november_8 - a_day);
    EXPECT_EQ(implied.last(), november_8);
}

TEST(ImpliedVolatility, ColumnsAndTimesMayHaveOtherNames) {
    data::WrittenText const file("implied.csv", "time,index,v\n2022-11-07T00:00:00Z,1,40\n");
    EXPECT_DOUBLE_EQ(ImpliedVolatility(file.path(), "v").known_at(november_8), 0.4);
}

TEST(ImpliedVolatility, WhatIsMissingOrNotPlausibleIsRefusedWithItsRow) {
    EXPECT_TRUE(data::says(refused("date,dvol\n2022-11-07,\n"), {"line 2", "not between 1 and"}));
    EXPECT_TRUE(
        data::says(refused("date,dvol\n2022-11-07,0.59\n"), {"line 2", "Is it a fraction"}));
    EXPECT_TRUE(data::says(refused("date,dvol\n2022-11-07,50\n2022-11-07,51\n"),
                           {"line 3", "a value of 2022-11-07"}));
    EXPECT_TRUE(data::says(refused("date,dvol\n2022-11-06,50\n"),
                           {"no value of the day before 2022-11-08"}));
    EXPECT_TRUE(data::says(refused("date,dvol\n"), {"has no values"}));
    EXPECT_TRUE(data::says(refused("date,what\n2022-11-07,50\n"), {"no column for volatility"}));
    EXPECT_TRUE(data::says(refused("time,dvol\n2022-11-07 00:00:00,50\n"), {"has no zone"}));
}

}  // namespace
}  // namespace liq::validation
