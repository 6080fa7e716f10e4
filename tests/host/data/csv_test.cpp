/// Rows of CSV files: quotes, line ends, headers, and what is no CSV file.
#include <gtest/gtest.h>

#include <stdexcept>

#include "host/data/csv.hpp"
#include "tests/host/data/read_data.hpp"

namespace liq::data {
namespace {

using Cells = std::vector<std::string>;
struct Read {
    std::uint64_t row;
    Cells cells;
    bool operator==(Read const&) const = default;
};

std::vector<Read> rows_of(std::string const& text, char delimiter = ',') {
    WrittenText const file("given.csv", text);
    ByteStream stream(file.path());
    std::vector<Read> rows;
    read_csv(
        stream,
        [&](CsvRow const& row) { rows.push_back({row.row, {row.cells.begin(), row.cells.end()}}); },
        delimiter);
    return rows;
}

std::string refused_csv(std::string const& text) {
    WrittenText const file("given.csv", text);
    try {
        ByteStream stream(file.path());
        read_csv(stream, [](CsvRow const&) {});
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        EXPECT_EQ(std::string(error.what()).find(file.path() + ": line "), 0U) << error.what();
        return error.what();
    }
    ADD_FAILURE() << "was not refused";
    return {};
}

std::vector<Read> const two_rows{{0, {"time", "close"}}, {1, {"1", "2"}}, {2, {"3", "4"}}};

TEST(RowsOfACsvFile, AreTheSameWithEveryLineEnd) {
    EXPECT_EQ(rows_of("time,close\n1,2\n3,4\n"), two_rows);
    EXPECT_EQ(rows_of("time,close\r\n1,2\r\n3,4\r\n"), two_rows);
    EXPECT_EQ(rows_of("time,close\r1,2\r3,4\r"), two_rows);
    EXPECT_EQ(rows_of("time,close\n1,2\n3,4"), two_rows);
    EXPECT_EQ(rows_of("\n\ntime,close\n\n1,2\r\n\r\n\n3,4\n\n\n"), two_rows);
}

TEST(RowsOfACsvFile, AreTheSameWithBlanksQuotesAndAnotherDelimiter) {
    EXPECT_EQ(rows_of(" time ,\tclose\n1 , 2\n3, 4 \n"), two_rows);
    EXPECT_EQ(rows_of("\"time\",\"close\"\n\"1\",2\n3,\"4\""), two_rows);
    EXPECT_EQ(rows_of("time;close\n1;2\n3;4\n", ';'), two_rows);
    EXPECT_EQ(rows_of("time\tclose\n1\t2\n3\t4\n", '\t'), two_rows);
}

TEST(RowsOfACsvFile, HaveWhatStandsInQuotes) {
    EXPECT_EQ(rows_of("note,n\n\"a, \"\"b\"\"\nc\",1\n"),
              (std::vector<Read>{{0, {"note", "n"}}, {1, {"a, \"b\"\nc", "1"}}}));
}

TEST(RowsOfACsvFile, HaveNoMarkOfUtf8) {
    EXPECT_EQ(rows_of("\xef\xbb\xbftime,close\n1,2\n3,4\n"), two_rows);
    EXPECT_EQ(rows_of("\xef\xbb\xbf\"time\",close\n1,2\n3,4\n"), two_rows);
    EXPECT_EQ(rows_of("\xef\xbb\xbf"
                      "1,2\n"),
              (std::vector<Read>{{1, {"1", "2"}}}));
}

TEST(RowsOfACsvFile, BeginBelowAnAddressAndRemarks) {
    EXPECT_EQ(rows_of("https://a.example/\n# of today\ntime,close\n1,2\n3,4\n"), two_rows);
    EXPECT_EQ(rows_of("word\n1\n"), (std::vector<Read>{{0, {"word"}}, {1, {"1"}}}));
}

std::vector<std::uint64_t> lines_of(std::string const& text) {
    WrittenText const file("given.csv", text);
    ByteStream stream(file.path());
    std::vector<std::uint64_t> lines;
    read_csv(stream, [&](CsvRow const& row) { lines.push_back(row.line); });
    return lines;
}

TEST(RowsOfACsvFile, BeginOnLinesAsAnEditorCounts) {
    using Lines = std::vector<std::uint64_t>;
    EXPECT_EQ(lines_of("time,close\n1,2\n3,4\n"), (Lines{1, 2, 3}));
    EXPECT_EQ(lines_of("time,close\r\n1,2\r\n3,4"), (Lines{1, 2, 3}));
    EXPECT_EQ(lines_of("time,close\r1,2\r3,4\r"), (Lines{1, 2, 3}));
    EXPECT_EQ(lines_of("https://a.example/\n# of today\n\ntime,close\n\r\n1,2\n"), (Lines{4, 6}));
    EXPECT_EQ(lines_of("note,n\n\"a\nb\n\",1\n\"c\",2\n"), (Lines{1, 2, 5}));
    // A piece of a stream may end within a line, and between the two bytes of its end.
    std::string const long_line = std::string(262'142, 'x') + ",1\r\n";
    EXPECT_EQ(lines_of("a,b\n" + long_line.substr(4) + long_line + "2,3\n"), (Lines{1, 2, 3, 4}));
}

TEST(RowsOfACsvFile, CountFromOneBelowAHeader) {
    EXPECT_EQ(rows_of("1,2\n3,4\n"), (std::vector<Read>{{1, {"1", "2"}}, {2, {"3", "4"}}}));
    // One number makes a record one of data: a header has none.
    EXPECT_EQ(rows_of("BTCUSDT,2\n")[0].row, 1U);
    EXPECT_EQ(rows_of("a,,b\n")[0].row, 0U);
    EXPECT_TRUE(rows_of("").empty());
    EXPECT_TRUE(rows_of("\n\r\n").empty());
}

TEST(RowsOfACsvFile, MayHaveEmptyCellsAndDifferInLength) {
    EXPECT_EQ(rows_of("1,,\n,2\n3\n"),
              (std::vector<Read>{{1, {"1", "", ""}}, {2, {"", "2"}}, {3, {"3"}}}));
}

TEST(RowsOfACsvFile, AreReadAcrossThePiecesOfALongFile) {
    std::string text = "a,b\n";
    constexpr std::uint64_t n = 200'000;
    for (std::uint64_t i = 1; i <= n; ++i) text += std::to_string(i) + ",\"x\"\n";
    WrittenText const file("long.csv", text);
    ByteStream stream(file.path());
    std::uint64_t seen = 0;
    read_csv(stream, [&](CsvRow const& row) {
        if (row.row == 0) return;
        ASSERT_EQ(row.cells.size(), 2U);
        ASSERT_EQ(row.cells[0], std::to_string(++seen));
        ASSERT_EQ(row.cells[1], "x");
        ASSERT_EQ(row.row, seen);
    });
    EXPECT_EQ(seen, n);
}

TEST(ACsvFile, IsRefusedWithTheRowWhereItIsNone) {
    using namespace std::string_literals;
    EXPECT_TRUE(says(refused_csv("a,b\n1,2\n3,\"4\n5,6\n"), {"line 3", "quote"}));
    EXPECT_TRUE(says(refused_csv("a,b\n1,2\n3,4\"4\n5,6\n"), {"line 3", "quote"}));
    EXPECT_TRUE(says(refused_csv("a,b\n1,2\n3,4\0\n"s), {"line 3", "NUL"}));
    EXPECT_TRUE(says(refused_csv("t\0i\0m\0"s), {"NUL", "UTF-8"}));
    EXPECT_TRUE(says(refused_csv("1\n" + std::string(2 << 20, '7') + "\n"),
                     {"line 2", "a cell of more than 1048576 bytes"}));
    EXPECT_TRUE(says(refused_csv("1\n\"" + std::string(2 << 20, '\n') + "\"\n"), {"line 2"}));
    std::string wide = "1\n2";
    for (int i = 1; i < 5'000; ++i) wide += ",2";
    EXPECT_TRUE(says(refused_csv(wide + "\n"), {"line 2", "too many cells"}));
}

TEST(ACsvFile, MayHaveFourThousandCellsInARow) {
    std::string wide = "2";
    for (int i = 1; i < 4'096; ++i) wide += ",2";
    EXPECT_EQ(rows_of(wide).at(0).cells.size(), 4'096U);
}

/// The parser is a library in C, through which no exception may pass.
TEST(ACsvFile, PassesOnWhatTheReaderOfItsRowsThrows) {
    struct Mine : std::runtime_error {
        using std::runtime_error::runtime_error;
    };
    WrittenText const file("given.csv", "1\n2\n3\n4\n");
    ByteStream stream(file.path());
    std::vector<std::uint64_t> seen;
    EXPECT_THROW(read_csv(stream,
                          [&](CsvRow const& row) {
                              seen.push_back(row.row);
                              if (row.row == 2) throw Mine("enough");
                          }),
                 Mine);
    EXPECT_EQ(seen, (std::vector<std::uint64_t>{1, 2}));
    // Also from the last row, which has no line end.
    WrittenText const unended("given.csv", "1\n2");
    ByteStream other(unended.path());
    EXPECT_THROW(read_csv(other,
                          [](CsvRow const& row) {
                              if (row.row == 2) throw Mine("enough");
                          }),
                 Mine);
}

TEST(FirstRowsOfAText, LeaveOutTheOneThatIsCutOff) {
    EXPECT_EQ(first_rows("a,b\n1,2\n3,4\n5", 10),
              (std::vector<Cells>{{"a", "b"}, {"1", "2"}, {"3", "4"}}));
    EXPECT_EQ(first_rows("a,b\n1,2\n3,4\n5", 2), (std::vector<Cells>{{"a", "b"}, {"1", "2"}}));
    EXPECT_EQ(first_rows("a;b", 2, ';'), (std::vector<Cells>{{"a", "b"}}));
    EXPECT_TRUE(first_rows("", 2).empty());
    EXPECT_EQ(first_rows("1,2\n3,\"4\n", 2), (std::vector<Cells>{{"1", "2"}}));
}

}  // namespace
}  // namespace liq::data
