/// \file
/// Tables of typed values. One description of the columns gives both the text for a terminal and
/// the CSV, so that the two cannot differ.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "host/words/printable.hpp"
#include "host/words/text_page.hpp"

namespace liq::words {

class Sheet {
  public:
    /// The kinds of values, each with its formatter. In CSV a number is written in full, as few
    /// digits as read back as the same number, without separators: shares and points as fractions,
    /// distances in log price, money and prices in USD, durations in seconds.
    enum class Kind : std::uint8_t {
        text,
        number,
        share,
        distance,
        move,
        points,
        price,
        money,
        profit,
        duration
    };

    struct Column {
        std::string name;  ///< in the header of the CSV
        std::string head;  ///< at the terminal, where the CSV's header may say more
        Kind kind = Kind::text;
        int worth = 0;  ///< where the page is too narrow, the least goes first; in_csv: CSV alone
        std::string error = {};  ///< in the header of the CSV, where values have standard errors
    };
    /// A value of its column's kind, in columns of texts `text`; NaN: not known, an empty cell.
    struct Cell {
        Cell(std::string words = {}, std::string at_terminal = {})
            : text(std::move(words)), shown(std::move(at_terminal)) {}
        Cell(char const* words) : text(words) {}
        Cell(double number, double standard_error = nothing, std::string at_terminal = {})
            : value(number), error(standard_error), shown(std::move(at_terminal)) {}
        double value = nothing, error = nothing;  ///< of a text: how it is sorted
        std::string text;
        std::string shown;  ///< in its place at the terminal; empty: the same
    };

    /// The first column is a label, and never left out.
    explicit Sheet(std::vector<Column> columns = {}) : columns_(std::move(columns)) {}

    void column(Column column) { columns_.push_back(std::move(column)); }
    void row(std::vector<Cell> cells, Look look = Look::plain);
    /// Sorts the rows by a column, equal ones as they were, cells without a value last.
    void sort(std::size_t column, bool largest_first);

    [[nodiscard]] bool empty() const { return rows_.empty(); }
    [[nodiscard]] std::vector<Column> const& columns() const { return columns_; }
    [[nodiscard]] std::size_t size() const { return rows_.size(); }

    /// Writes the table with at most `most` rows, without wrapping a row. Columns that do not fit
    /// are left out, those of the least worth first. \returns the indices of the columns shown
    std::vector<std::size_t> write(TextPage& page, std::size_t most = all) const;

    /// RFC 4180 with a header, comma, and LF at the end of lines. A text that a spreadsheet would
    /// take for a formula begins with an apostrophe.
    [[nodiscard]] std::string csv() const;

    static constexpr int in_csv = -1;
    static constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

  private:
    struct Row {
        std::vector<Cell> cells;
        Look look;
    };
    [[nodiscard]] Table table(std::vector<std::size_t> const& shown, std::size_t most,
                              std::string const& plus_minus) const;

    std::vector<Column> columns_;
    std::vector<Row> rows_;
};

}  // namespace liq::words
