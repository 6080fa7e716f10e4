#include "host/words/numbers.hpp"
#include "host/words/counts.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace liq {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Example {
    double value;
    char const* text;
};

void expect(std::vector<Example> const& table, auto const& in_words) {
    for (auto const& [value, text] : table) EXPECT_EQ(in_words(value), text) << value;
}

TEST(Price, HasFiveSignificantDigitsOrAllItNeedsAtAnySize) {
    expect({{104'000, "104,000"},
            {104'123.456789, "104,123"},
            {104'123.5, "104,123.50"},
            {2'533.4567891, "2,533.46"},
            {171.3456789, "171.346"},
            {12.5, "12.50"},
            {1, "1"},
            {0.1234, "0.1234"},
            {0.0000138, "0.0000138"},
            {0.0000138123456789, "0.0000138123"},
            {0.0000138129876543, "0.000013813"},
            {1.38e-12, "0.00000000000138"},
            {0, "0"},
            {1e12, "1,000,000,000,000"},
            {nan, "not known"}},
           words::price_in_words);
    expect({{101'500.4, "$101,500"},
            {0.123456789, "$0.123457"},
            {12'345.678, "$12,345.7"},
            {0.00001380, "$0.0000138"},
            {0.000013834, "$0.000013834"},
            {nan, "not known"}},
           words::price);
}

TEST(Price, HasAsManyDigitsAsTellItFromAnother) {
    EXPECT_EQ(words::price_beside(128'134.4567, 98'000), "128,134");
    EXPECT_EQ(words::price_beside(98'000.0412345, 98'000), "98,000.04");
    EXPECT_EQ(words::price_beside(0.0000138000001234, 0.0000138), "0.0000138000001");
    EXPECT_EQ(words::price_beside(0.0000138, 0.0000138), "0.0000138");
    EXPECT_EQ(words::price_beside(1.0 / 3, 1.0 / 3), "0.333333");
    EXPECT_EQ(words::price_beside(nan, 1), "not known");
}

TEST(Price, IsDifferentForCloseLevelsOfACheapCoin) {
    for (double spot = 1e-9; spot < 1e7; spot *= 3.7) {
        EXPECT_NE(words::price(spot), words::price(spot * 1.0001)) << spot;
        EXPECT_NE(words::price_in_words(spot), words::price_in_words(spot * 0.9999)) << spot;
    }
}

TEST(Money, HasThreeDigitsAndASuffix) {
    expect({{1.234e9, "$1.23B"},
            {999.6e6, "$1.00B"},
            {45.67e6, "$45.7M"},
            {7800, "$7.80K"},
            {999.4, "$999"},
            {0, "$0"},
            {-2.5e6, "-$2.50M"},
            {2.4e13, "$24.0T"},
            {nan, "not known"},
            {-0.3, "$0"},
            {-0.0, "$0"},
            {-0.6, "-$1"}},
           words::money);
    expect({{1.5e6, "+$1.50M"}, {-4000, "-$4.00K"}, {0, "+$0"}, {-0.3, "+$0"}, {nan, "not known"}},
           words::profit);
    expect({{12'345'678.4, "12,345,678"}, {-1234, "-1,234"}, {-0.2, "0"}}, words::dollars);
}

TEST(Count, HasSeparatorsOrAPrefix) {
    EXPECT_EQ(words::whole(1'000'000), "1,000,000");
    EXPECT_EQ(words::whole(999), "999");
    EXPECT_EQ(words::counted(1, "candle"), "1 candle");
    EXPECT_EQ(words::counted(0, "candle"), "0 candles");
    EXPECT_EQ(words::counted(1'200, "was", "were"), "1,200 were");
    EXPECT_EQ(words::counted(1, "was", "were"), "1 was");
    expect({{0, "0"},
            {950, "950"},
            {999.6, "1.00 k"},
            {1'200'000, "1.20 M"},
            {85e6, "85.0 M"},
            {9.996e6, "10.0 M"},
            {99.96e6, "100 M"},
            {999.96e6, "1.00 G"},
            {1e12, "1.00 T"},
            {nan, "not known"}},
           words::count_at_a_glance);
    expect({{1.06e9, "1.06 G path-steps/s"}, {8, "8.00 path-steps/s"}, {nan, "not known"}},
           [](double rate) { return words::rate(rate, "path-steps/s"); });
    expect({{1, "1 MB"}, {17e6, "17 MB"}, {3.1e9, "3,100 MB"}}, words::megabytes);
}

TEST(Share, HasAsManyDigitsAsItsErrorGives) {
    expect({{0.4427, "44.27 %"}, {0, "0.00 %"}, {-0.00001, "0.00 %"}, {nan, "not known"}},
           [](double share) { return words::percent(share); });
    expect({{0.0132, "+1.32 pp"}, {-0.00001, "+0.00 pp"}, {-0.024, "-2.40 pp"}, {nan, "not known"}},
           [](double share) { return words::points(share); });
    expect({{0.025, "+2.50 %"}, {-0.5, "-50.00 %"}, {nan, "not known"}},
           [](double share) { return words::signed_percent(share); });
    EXPECT_EQ(words::digits_for(0.0005), 3);
    EXPECT_EQ(words::digits_for(0), 2);
    EXPECT_EQ(words::digits_for(nan), 2);
    EXPECT_EQ(words::percent_with_interval(0.354321, 0.0005, 0.35338, 0.35526),
              "35.432 %  (95 % interval 35.338 % to 35.526 %)");
    EXPECT_EQ(words::percent_with_interval(nan, nan, nan, nan), "not known");
}

TEST(Price, OfAColumnHasTheDigitsOfTheLargestOne) {
    int const digits = words::price_decimals({91'003.54, 113'400.2, nan});
    EXPECT_EQ(words::price_in(91'003.54, digits), "$91,004");
    EXPECT_EQ(words::price_in(113'400.2, digits), "$113,400");
    EXPECT_EQ(words::price_in(0.012345678, digits), "$0.0123457") << "nothing would be left of it";
    EXPECT_EQ(words::price_in(nan, digits), "not known");
    EXPECT_EQ(words::price_in(2.5, words::price_decimals({2.5, 3})), "$2.50000");
}

TEST(Share, OfAColumnHasTheSameDigitsInEveryRow) {
    EXPECT_EQ(words::digits_for_all({0.0034, 0.034, nan, 0}), 2);
    EXPECT_EQ(words::digits_for_all({0.034, 0.12}), 1);
    EXPECT_EQ(words::digits_for_all({0.00012, 0.000013}), 3) << "every row needs more than 2";
    EXPECT_EQ(words::digits_for_all({nan}), 2);
    EXPECT_EQ(words::digits_in(2, 0.034), 2);
    EXPECT_EQ(words::digits_in(2, 0.000013), 4) << "an error that is not 0 does not look like it";
}

TEST(LogDistance, IsNoShare) {
    expect({{0.6931, "0.6931"}, {0.01234, "0.0123"}, {nan, "not known"}}, words::log_distance);
}

TEST(Duration, HasTheUsualUnitForItsLength) {
    expect({{30.0 * 86'400, "30 d"},
            {5400, "1.5 h"},
            {300, "5 min"},
            {8.125, "8.1 s"},
            {2, "2 s"},
            {0.0421, "0.042 s"},
            {nan, "not known"}},
           words::duration);
    expect({{0, "0 s"},
            {11.2, "12 s"},
            {89, "89 s"},
            {180, "3 min"},
            {5400, "1.5 h"},
            {2 * 86400, "2.0 d"},
            {nan, "not known"}},
           words::about_duration);
}

TEST(PlainNumber, HasNoMoreDigitsThanNeeded) {
    expect({{0.0001, "0.0001"}, {2.5e-05, "2.5e-05"}, {1234.56, "1235"}, {nan, "not known"}},
           words::significant);
    expect({{100'000'000, "100,000,000"}, {0.45, "0.45"}, {-1234.5, "-1,234.5"}, {0, "0"}},
           [](double value) { return words::plain(value); });
    expect({{1234.5, "1,234.50"}, {-0.001, "0.00"}, {-999, "-999.00"}, {-123456, "-123,456.00"}},
           [](double value) { return words::plain(value, 2); });
    expect({{2.314, "+2.31"}, {-2.314, "-2.31"}, {0, "+0.00"}},
           [](double value) { return words::signed_plain(value, 2); });
}

}  // namespace
}  // namespace liq
