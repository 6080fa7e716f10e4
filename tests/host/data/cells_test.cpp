/// Cells as numbers and times, and columns by their names.
#include <gtest/gtest.h>

#include <cmath>

#include "host/data/cells.hpp"
#include "tests/host/data/read_data.hpp"

namespace liq::data {
namespace {

CsvRow row_of(std::vector<std::string_view> const& cells, std::uint64_t row) {
    return {cells, row, row};
}

template <class What>
std::string said_by(What const& what) {
    try {
        static_cast<void>(what());
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        return error.what();
    }
    ADD_FAILURE() << "was not refused";
    return {};
}

TEST(TimesThatAreCounts, TellTheirUnitByTheirSize) {
    // The same moment in all four units.
    for (auto const* text : {"1749157200", "1749157200000", "1749157200000000",
                             "1749157200000000000", "2025-06-05T21:00:00Z"})
        EXPECT_EQ(parse_time(text), 1'749'157'200'000) << text;
    EXPECT_EQ(parse_time("1749157200123456789"), 1'749'157'200'123);
    EXPECT_EQ(parse_time("1749157200.5"), 1'749'157'200'500);
    EXPECT_EQ(parse_time("1.7491572e9"), 1'749'157'200'000);
}

TEST(TimesThatAreCounts, ChangeTheirUnitAtTheBounds) {
    // On the left the last count of a unit, on the right the first one of the next.
    EXPECT_EQ(parse_time("99999999999"), 99'999'999'999'000);
    EXPECT_EQ(parse_time("100000000000"), 100'000'000'000);
    EXPECT_EQ(parse_time("99999999999999"), 99'999'999'999'999);
    EXPECT_EQ(parse_time("100000000000000"), 100'000'000'000);
    EXPECT_EQ(parse_time("99999999999999999"), 99'999'999'999'999);
    EXPECT_EQ(parse_time("100000000000000000"), 100'000'000'000);
    for (double const count : {99'999'999'999.0, 1e11, 99'999'999'999'999.0, 1e14, 1e17}) {
        char text[32];
        std::snprintf(text, sizeof text, "%.0f", count);
        EXPECT_EQ(time_of_count(count), parse_time(text)) << text;
    }
}

TEST(TimesThatAreCounts, AreNotRounded) {
    // As spreadsheets save what they show of 1749157200000.
    for (auto const* text : {"1.74916E+12", "1.7E+12", "2E+12"})
        EXPECT_FALSE(parse_time(text).has_value()) << text;
    EXPECT_TRUE(says(refusal<OpenInterests>("time,oi\n1.74916E+12,5\n", "csv"),
                     {"line 2", "1.74916E+12", "rounded", "all digits"}));
    EXPECT_EQ(parse_time("1.749157200000000000e+09"), 1'749'157'200'000);
    EXPECT_EQ(parse_time("1.7491572e+18"), 1'749'157'200'000);
}

TEST(TimesThatAreCounts, ArePositive) {
    for (auto const* text : {"0", "-1", "-1749157200000", "1e30", "nan", "", "inf"})
        EXPECT_FALSE(parse_time(text).has_value()) << text;
    EXPECT_FALSE(time_of_count(0).has_value());
    EXPECT_FALSE(time_of_count(std::nan("")).has_value());
}

TEST(TimesThatAreTexts, NeedAZoneUnlessTheFormatSaysIt) {
    EXPECT_EQ(parse_time("2025-06-05T21:00:00+00:00"), 1'749'157'200'000);
    EXPECT_EQ(parse_time("2025-06-05 21:00:00Z"), 1'749'157'200'000);
    EXPECT_FALSE(parse_time("2025-06-05 21:00:00").has_value());
    EXPECT_EQ(parse_time("2025-06-05 21:00:00", false), 1'749'157'200'000);
    Table table("a.csv", {});
    table.begin(row_of({"time"}, 0));
    EXPECT_TRUE(says(
        said_by([&] { return table.time(row_of({"2025-06-05 21:00:00"}, 7), 0); }),
        {"a.csv: line 7: time = \"2025-06-05 21:00:00\" has no zone", "2025-06-05T21:00:00Z"}));
    EXPECT_TRUE(says(said_by([&] { return table.time(row_of({"soon"}, 7), 0); }),
                     {"line 7", "\"soon\" is not a time", "us or ns"}));
}

TEST(NumbersOfCells, AreDecimalAndFinite) {
    EXPECT_EQ(parse_number("1.5"), 1.5);
    EXPECT_EQ(parse_number("+1.5"), 1.5);
    EXPECT_EQ(parse_number("-1e3"), -1'000);
    EXPECT_EQ(parse_number("34085.00000000"), 34'085);
    for (auto const* text :
         {"1,5", "1.5 USD", "0x10", "inf", "-Infinity", "1e400", "--1", "abc", "1 000"})
        EXPECT_FALSE(parse_number(text).has_value()) << text;
    for (auto const* text : {"", "nan", "NaN", "NA", "null", "None"}) {
        ASSERT_TRUE(parse_number(text).has_value()) << text;
        EXPECT_TRUE(std::isnan(*parse_number(text))) << text;
    }
}

TEST(CellsOfARow, AreRefusedWithRowAndColumn) {
    Table table("a.csv", {});
    table.begin(row_of({"time", "close"}, 0));
    CsvRow const row = row_of({"1", "abc"}, 9);
    EXPECT_EQ(table.number(row, 0, "time"), 1);
    EXPECT_TRUE(says(said_by([&] { return table.number(row, 1, "close"); }),
                     {"a.csv: line 9: close = \"abc\" is not a number"}));
    EXPECT_TRUE(says(said_by([&] { return table.number(row, 2, "low"); }),
                     {"line 9", "has 2 cells", "low would be number 3"}));
    EXPECT_TRUE(std::isnan(table.number_or_nan(row, std::nullopt, "volume")));
    EXPECT_TRUE(says(said_by([&] { return table.number(row_of({"1", "2,5"}, 9), 1, "close"); }),
                     {"\"2,5\" is not a number", "decimal", "2.5"}));
    // What stands in a cell cannot fill the terminal, or paint on it.
    std::string const bad = "\x1b[31m" + std::string(5'000, 'x');
    auto const said = said_by([&] { return table.number(row_of({"1", bad}, 9), 1, "close"); });
    EXPECT_LT(said.size(), 300U);
    EXPECT_EQ(said.find('\x1b'), said.npos);
}

TEST(ColumnsOfATable, AreFoundByTheNamesOfTheFormat) {
    Table table("a.csv", {});
    table.begin(row_of({"Close", "CLOSE", "close", "ts"}, 0));
    EXPECT_EQ(table.need("close", {"close"}), 2U);      // exactly, before any capitals
    EXPECT_EQ(table.need("time", {"time", "ts"}), 3U);  // the first name that there is
    EXPECT_EQ(table.find("volume", {"volume"}), std::nullopt);
    EXPECT_TRUE(says(said_by([&] { return table.need("volume", {"volume"}); }),
                     {"a.csv: has no column for volume", "found: Close, CLOSE, close, ts",
                      "columns = { volume = \"...\" }"}));
    table.finish_columns();
}

TEST(ColumnsOfATable, AreFoundAsTheRecipeStatesThem) {
    Table table("a.csv", {{"close", "last"}, {"open", "2"}, {"high", "9"}, {"low", "worst"}});
    table.begin(row_of({"close", "last", "time"}, 0));
    EXPECT_EQ(table.need("close", {"close"}), 1U);
    EXPECT_EQ(table.need("open", {"open"}), 1U);
    EXPECT_TRUE(says(said_by([&] { return table.find("high", {"high"}); }),
                     {"no column 9 for high", "first row has 3"}));
    EXPECT_TRUE(says(said_by([&] { return table.find("low", {"low"}); }),
                     {"no column \"worst\" for low", "found: close, last, time"}));
}

TEST(ColumnsOfATable, HaveNumbersWhereThereIsNoHeader) {
    Table table("a.csv", {{"time", "1"}, {"open", "0"}, {"close", "last"}});
    table.begin(row_of({"1749157200", "5"}, 1));
    EXPECT_EQ(table.need("time", {"time"}), 0U);
    EXPECT_TRUE(
        says(said_by([&] { return table.find("open", {"open"}); }), {"no column 0 for open"}));
    EXPECT_TRUE(says(said_by([&] { return table.find("close", {"close"}); }),
                     {"\"last\"", "no header", "numbers from 1"}));
    EXPECT_TRUE(says(said_by([&] { return table.need("high", {"high"}); }),
                     {"no column for high, and no header", "columns = { high = 1, ... }"}));
}

TEST(ColumnsOfATable, AreStatedForWhatIsRead) {
    Table table("a.csv", {{"clsoe", "last"}});
    table.begin(row_of({"time", "close"}, 0));
    table.need("time", {"time"});
    table.need("close", {"close"});
    EXPECT_TRUE(says(said_by([&] { return table.finish_columns(), 0; }),
                     {"a.csv: columns.clsoe is not known", "accepted: close, time"}));
}

TEST(ColumnsOfATable, AreNotTwoOfOneName) {
    Table table("a.csv", {});
    EXPECT_TRUE(says(said_by([&] { return table.begin(row_of({"time", "close", "close"}, 0)), 0; }),
                     {"a.csv: there are two columns \"close\""}));
    Table unnamed("a.csv", {});
    unnamed.begin(row_of({"time", "", ""}, 0));
    Table without_header("a.csv", {});
    without_header.begin(row_of({"1", "5", "5"}, 1));
}

}  // namespace
}  // namespace liq::data
