/// \file
/// Cells of CSV rows as numbers and times, with messages that name file, row and column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/data/csv.hpp"

namespace liq::data {

/// Whether two words are the same but for capitals.
bool same_word(std::string_view a, std::string_view b);

/// A number; NaN for an empty cell and for nan, na, null, none. No result for any other text, and
/// for infinities.
std::optional<double> parse_number(std::string_view text);

/// Milliseconds since 1970 of a count of s, ms, us or ns since then; the unit follows from the
/// size, for every row anew: 1e11 s would be the year 5138, 1e11 ms is March 1973. No result for a
/// number that is not positive or no whole count.
std::optional<std::int64_t> time_of_count(double count);

/// Milliseconds since 1970 of a count, or of a text in UTC (host/words/utc_time.hpp).
/// \param zone_needed  false for formats whose times are UTC by definition
std::optional<std::int64_t> parse_time(std::string_view text, bool zone_needed = true);

/// Which column holds what: names of a header, or numbers from 1 where a file has none. Empty: the
/// names that the format gives.
using ColumnNames = std::map<std::string, std::string>;

/// The rows of a CSV file by the names of their columns.
class Table {
  public:
    /// Of a file whose columns nobody can name but itself.
    explicit Table(std::string file) : Table(std::move(file), {}, StatedBy::file) {}
    /// \param names  that were stated: `close = "c"`; may be empty
    Table(std::string file, ColumnNames names, StatedBy by = StatedBy::recipe);

    /// Takes the header, or the first row of a file without one. Columns are known from here on.
    void begin(CsvRow const& first);
    [[nodiscard]] bool begun() const { return begun_; }

    /// The place of a column by one of its names in the format; nothing if it is not there.
    std::optional<std::size_t> find(std::string const& what,
                                    std::initializer_list<std::string_view> names);
    /// \param how  how to name it, where that is not how all columns are named
    /// \throws Error(Exit::bad_input) with the columns that there are
    std::size_t need(std::string const& what, std::initializer_list<std::string_view> names,
                     std::string const& how = {});

    /// Refuses stated columns that nobody has asked for. Called when all columns are known.
    void finish_columns() const;

    /// \throws Error(Exit::bad_input) with the line
    [[nodiscard]] double number(CsvRow const& row, std::size_t column, char const* what) const;
    [[nodiscard]] double number_or_nan(CsvRow const& row, std::optional<std::size_t> column,
                                       char const* what) const;
    [[nodiscard]] std::int64_t time(CsvRow const& row, std::size_t column,
                                    bool zone_needed = true) const;
    [[nodiscard]] std::string_view text(CsvRow const& row, std::size_t column,
                                        char const* what) const;

    /// `klines.csv: line 7`
    [[nodiscard]] std::string place(CsvRow const& row) const;

  private:
    std::string file_;
    ColumnNames names_;
    StatedBy by_;
    std::set<std::string> asked_;
    std::vector<std::string> header_;  ///< empty: the file has none
    std::size_t n_columns_ = 0;
    bool begun_ = false;
};

}  // namespace liq::data
