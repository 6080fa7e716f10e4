// One description of columns gives a table for the terminal and CSV.
#include "host/words/sheet.hpp"

#include <gtest/gtest.h>

#include <string>

#include "host/words/money_unit.hpp"
#include "tests/support/lines_of_text.hpp"

namespace liq {
namespace {

using words::Sheet;
using Kind = Sheet::Kind;

Sheet sample() {
    Sheet sheet({{"run", "run", Kind::number},
                 {"up.probability", "up", Kind::share, 9, "up.standard_error"},
                 {"up.difference", "up less base", Kind::points, 8, "up.difference_error"},
                 {"hour", "largest hour", Kind::money, 7},
                 {"close", "closing price", Kind::price, 6},
                 {"note", "note", Kind::text, Sheet::in_csv}});
    sheet.row({{0.0, Sheet::nothing, "0  base"}, {0.024, 0.0034}, {}, 2.21e9, 0.000013841, "=1+1"});
    sheet.row({{1.0, Sheet::nothing, "1  thin, \"book\""},
               {0.0, 0.0, "up to 0.18 %"},
               {-0.004, 0.002},
               38.1e6,
               100'483.91,
               "a,b"});
    return sheet;
}

TEST(Sheet, WritesNumbersInFullAsCsv) {
    EXPECT_EQ(sample().csv(),
              "run,up.probability,up.standard_error,up.difference,up.difference_error,hour,close,"
              "note\n"
              "0,0.024,0.0034,,,2210000000,1.3841e-05,'=1+1\n"
              "1,0,0,-0.004,0.002,38100000,100483.91,\"a,b\"\n");
}

TEST(Sheet, ShowsTheSameRoundedWithOneUnitOfMoney) {
    words::TextPage page({.width = 120});
    sample().write(page);
    auto const lines = test::lines_of_text(page.text());
    ASSERT_EQ(lines.size(), 3U) << page.text();
    EXPECT_NE(lines[1].find("2.40 +- 0.34 %"), std::string::npos) << lines[1];
    EXPECT_NE(lines[1].find("$2,210M"), std::string::npos) << lines[1];
    EXPECT_NE(lines[1].find("$0.000013841"), std::string::npos) << lines[1];
    EXPECT_NE(lines[2].find("up to 0.18 %  -0.40 +- 0.20 pp"), std::string::npos) << lines[2];
    EXPECT_NE(lines[2].find("$38M"), std::string::npos) << lines[2];
    EXPECT_EQ(page.text().find("=1+1"), std::string::npos) << "a column of the CSV alone";
}

TEST(Sheet, WritesEveryRowOfAColumnWithTheSameDigits) {
    Sheet sheet({{"run", "run", Kind::text},
                 {"up", "up", Kind::share, 9, "up.standard_error"},
                 {"low", "low", Kind::price, 8},
                 {"moved", "moved", Kind::distance, 7}});
    sheet.row({"a", {0.354, 0.034}, 91'003.5, 0.6931});
    sheet.row({"b", {0.0213, 0.0034}, 113'871.0, 0.01});
    sheet.row({"c", {0.000021, 0.000013}, 100'000.0, 1.5});
    words::TextPage page({.width = 120});
    sheet.write(page);
    auto const lines = test::lines_of_text(page.text());
    ASSERT_EQ(lines.size(), 4U) << page.text();
    EXPECT_NE(lines[1].find("35.40 +- 3.40 %   $91,004  0.6931"), std::string::npos) << lines[1];
    EXPECT_NE(lines[2].find("2.13 +- 0.34 %  $113,871  0.0100"), std::string::npos) << lines[2];
    EXPECT_NE(lines[3].find("0.0021 +- 0.0013 %  $100,000  1.5000"), std::string::npos) << lines[3];
}

TEST(Sheet, LeavesOutTheColumnsOfTheLeastWorthAndNamesThem) {
    words::TextPage page({.width = 54});
    EXPECT_EQ(sample().write(page), (std::vector<std::size_t>{0, 1, 2}));
    EXPECT_NE(page.text().find("too narrow for largest hour, closing"), std::string::npos)
        << page.text();
    for (std::string const& line : test::lines_of_text(page.text()))
        EXPECT_LE(words::width_of(line), 54U) << line;
}

TEST(Sheet, SortsWithWhatIsNotKnownAtTheEnd) {
    Sheet sheet = sample();
    sheet.row({2.0, 0.5});
    sheet.sort(3, true);
    EXPECT_NE(sheet.csv().find("2210000000,1.3841e-05,'=1+1\n1,"), std::string::npos);
    EXPECT_TRUE(sheet.csv().ends_with("2,0.5,,,,,,\n")) << sheet.csv();
    sheet.sort(0, true);
    EXPECT_NE(sheet.csv().find("note\n2,"), std::string::npos);
}

TEST(MoneyUnit, IsTheLargestInWhichSmallAmountsCanBeRead) {
    EXPECT_EQ(words::money_in(38.1e6, words::money_unit({2.21e9, 38.1e6, 0})), "$38M");
    EXPECT_EQ(words::money_in(0.782e9, words::money_unit({48e9, 0.782e9})), "$0.78B");
    EXPECT_EQ(words::money_in(48e9, words::money_unit({48e9, 0.782e9})), "$48.00B");
    EXPECT_EQ(words::money_in(1.5e6, words::money_unit({98.3e6, 1.5e6})), "$1.5M");
    EXPECT_EQ(words::money_in(98.3e6, words::money_unit({98.3e6, 1.5e6})), "$98.3M");
    EXPECT_EQ(words::money_in(2.5e6, words::money_unit({2.5e6, 868})), "$2,500.0K");
    EXPECT_EQ(words::money_in(25e6, words::money_unit({25e6, 868})), "$25.0M")
        << "amounts too different for one unit: the large one stays readable";
    EXPECT_EQ(words::money_in(868, words::money_unit({25e6, 868})), "$0.0009M");
    EXPECT_EQ(words::money_in(0, words::money_unit({0})), "$0");
    EXPECT_EQ(words::money_in(-0.4, words::money_unit({1000})), "-$0.0004K");
    EXPECT_EQ(words::profit_in(1.5e3, words::money_unit({1.5e3})), "+$1.50K");
    EXPECT_EQ(words::profit_in(-1.5e3, words::money_unit({1.5e3})), "-$1.50K");
    EXPECT_EQ(words::profit_in(-0.01, words::money_unit({1.5e3})), "+$0.00K");
    EXPECT_EQ(words::money_in(-0.3, {}), "$0");
}

}  // namespace
}  // namespace liq
