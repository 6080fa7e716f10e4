#include "host/data/cells.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "host/errors.hpp"
#include "host/words/other_zone.hpp"
#include "host/words/printable.hpp"
#include "host/words/utc_time.hpp"

namespace liq::data {
namespace {

bool is_missing(std::string_view text) {
    static constexpr std::array<std::string_view, 5> words{"", "nan", "na", "null", "none"};
    return std::ranges::any_of(words, [&](auto word) { return same_word(text, word); });
}

/// 1.74916E+12: spreadsheets show large numbers with at most five decimals, and save what they
/// show.
bool is_rounded_by_a_spreadsheet(std::string_view text) {
    auto const point = text.find('.'), power = text.find_first_of("eE");
    return power != text.npos && (point == text.npos || power - point <= 6);
}

std::string in_quotes(std::string_view text) {
    return "\"" + words::printable(words::shortened(std::string(text.substr(0, 200)), 60)) + "\"";
}

}  // namespace

bool same_word(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) {
        return std::tolower(static_cast<unsigned char>(x)) ==
               std::tolower(static_cast<unsigned char>(y));
    });
}

std::optional<double> parse_number(std::string_view text) {
    if (is_missing(text)) return std::numeric_limits<double>::quiet_NaN();
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<std::int64_t> time_of_count(double count) {
    if (!(count > 0) || count >= 1e20) return std::nullopt;
    double const milliseconds = count < 1e11   ? count * 1e3
                                : count < 1e14 ? count
                                : count < 1e17 ? count / 1e3
                                               : count / 1e6;
    return static_cast<std::int64_t>(std::floor(milliseconds));
}

std::optional<std::int64_t> parse_time(std::string_view text, bool zone_needed) {
    // Whole counts are read as integers: a double has no room for nanoseconds.
    std::int64_t whole = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
    if (error == std::errc() && end == text.data() + text.size()) {
        if (whole <= 0) return std::nullopt;
        if (whole < 100'000'000'000) return whole * 1'000;
        if (whole < 100'000'000'000'000) return whole;
        return whole < 100'000'000'000'000'000 ? whole / 1'000 : whole / 1'000'000;
    }
    if (is_rounded_by_a_spreadsheet(text)) return std::nullopt;
    if (auto const count = parse_number(text); count && !std::isnan(*count))
        return time_of_count(*count);
    return words::parse_utc_milliseconds(text, zone_needed);
}

Table::Table(std::string file, ColumnNames names, StatedBy by)
    : file_(std::move(file)), names_(std::move(names)), by_(by) {}

void Table::begin(CsvRow const& first) {
    begun_ = true;
    n_columns_ = first.cells.size();
    if (first.row != 0) return;
    header_.assign(first.cells.begin(), first.cells.end());
    for (auto column = header_.begin(); column != header_.end(); ++column)
        require(column->empty() || std::find(header_.begin(), column, *column) == column,
                file_ + ": there are two columns " + in_quotes(*column));
}

std::optional<std::size_t> Table::find(std::string const& what,
                                       std::initializer_list<std::string_view> names) {
    asked_.insert(what);
    auto const stated = names_.find(what);
    if (stated != names_.end()) {
        std::string const& name = stated->second;
        std::size_t number = 0;
        auto const [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (error == std::errc() && end == name.data() + name.size()) {
            require(number >= 1 && number <= n_columns_,
                    file_ + ": has no column " + name + " for " + what + "; the first row has " +
                        std::to_string(n_columns_));
            return number - 1;
        }
        names = {};
        auto const found = std::ranges::find(header_, name);
        if (found != header_.end())
            return static_cast<std::size_t>(std::distance(header_.begin(), found));
        std::string list;
        for (auto const& column : header_) list += (list.empty() ? "" : ", ") + column;
        refuse(file_ + ": has no column " + in_quotes(name) + " for " + what +
               (header_.empty() ? "; it has no header, so that columns are named by numbers from 1"
                                : "; found: " + words::printable(list.substr(0, 300))));
    }
    for (bool const exactly : {true, false}) {
        for (auto const& name : names)
            for (std::size_t i = 0; i < header_.size(); ++i)
                if (exactly ? header_[i] == name : same_word(header_[i], name)) return i;
    }
    return std::nullopt;
}

std::size_t Table::need(std::string const& what, std::initializer_list<std::string_view> names,
                        std::string const& how) {
    if (auto const found = find(what, names)) return *found;
    std::string list;
    for (auto const& column : header_) list += (list.empty() ? "" : ", ") + column;
    refuse(file_ + ": has no column for " + what +
           (header_.empty() ? std::string(", and no header")
                            : "; found: " + words::printable(list.substr(0, 300))) +
           ". " + (how.empty() ? how_to_name(by_, what, header_.empty()) : how));
}

void Table::finish_columns() const {
    for (auto const& [what, name] : names_) {
        if (asked_.contains(what)) continue;
        std::string list;
        for (auto const& known : asked_) list += (list.empty() ? "" : ", ") + known;
        refuse(file_ + (by_ == StatedBy::options ? ": --column " : ": columns.") +
               words::printable(what) + " is not known for such a file; accepted: " + list);
    }
}

double Table::number(CsvRow const& row, std::size_t column, char const* what) const {
    std::string_view const cell = text(row, column, what);
    auto const value = parse_number(cell);
    if (value) return *value;
    std::string with_point(cell);
    std::ranges::replace(with_point, ',', '.');
    bool const has_comma = with_point != cell && parse_number(with_point);
    refuse(place(row) + ": " + what + " = " + in_quotes(cell) + " is not a number" +
           (has_comma ? ". Is the comma a decimal one? Numbers are read with a point, " + with_point
                      : std::string()));
}

double Table::number_or_nan(CsvRow const& row, std::optional<std::size_t> column,
                            char const* what) const {
    return column ? number(row, *column, what) : std::numeric_limits<double>::quiet_NaN();
}

std::int64_t Table::time(CsvRow const& row, std::size_t column, bool zone_needed) const {
    std::string_view const cell = text(row, column, "time");
    auto const value = parse_time(cell, zone_needed);
    if (!value) {
        if (auto const utc = words::utc_of_other_zone(cell))
            refuse(place(row) + ": time = " + in_quotes(cell) +
                   " is in another zone than UTC; in UTC it is " + *utc +
                   ". Times are read in UTC only, or as a count since 1970");
        if (is_rounded_by_a_spreadsheet(cell) && parse_number(cell))
            refuse(place(row) + ": time = " + in_quotes(cell) +
                   " was rounded, as spreadsheets do with large numbers; give it with all digits");
        bool const lacks_zone = words::parse_utc_milliseconds(cell, false).has_value();
        refuse(place(row) + ": time = " + in_quotes(cell) +
               (lacks_zone ? " has no zone, so that it can be another hour on every machine; "
                             "accepted: 2025-06-05T21:00:00Z, or a count since 1970"
                           : " is not a time; accepted: 2025-06-05T21:00:00Z, or a count of s, ms, "
                             "us or ns since 1970"));
    }
    return *value;
}

std::string_view Table::text(CsvRow const& row, std::size_t column, char const* what) const {
    if (column >= row.cells.size())
        refuse(place(row) + ": has " + std::to_string(row.cells.size()) + " cells, and " + what +
               " would be number " + std::to_string(column + 1));
    return row.cells[column];
}

std::string Table::place(CsvRow const& row) const {
    return file_ + ": " + row_in_words(row.counted, row.line);
}

}  // namespace liq::data
