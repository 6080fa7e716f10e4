#include "host/words/sheet.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

#include "host/words/money_unit.hpp"
#include "host/words/numbers.hpp"
#include "host/words/values.hpp"

namespace liq::words {
namespace {

using Kind = Sheet::Kind;

/// A label is not shortened below this before columns are left out.
constexpr std::size_t enough_of_label = 24;

/// How a column is written, alike in all of its rows.
struct Format {
    MoneyUnit unit;  ///< of all money of the table
    int prices = 0;  ///< digits after the point of prices
    int shares = 2;  ///< the same of shares and points
};

std::string value_text(Kind kind, double value, double error, Format const& format) {
    int const digits = digits_in(format.shares, error);
    switch (kind) {
        case Kind::share:
            return percent(value, digits);
        case Kind::distance:
            return log_distance(value);
        case Kind::move:
            return signed_percent(value, digits);
        case Kind::points:
            return points(value, digits);
        case Kind::price:
            return price_in(value, format.prices);
        case Kind::money:
            return money_in(value, format.unit);
        case Kind::profit:
            return profit_in(value, format.unit);
        case Kind::duration:
            return duration(value);
        default:
            return plain(value);
    }
}

/// "2.40 ± 0.34 %": the unit of a share stands once.
std::string with_error(Kind kind, double value, double error, Format const& format,
                       std::string const& plus_minus) {
    std::string text = value_text(kind, value, error, format);
    if (!std::isfinite(error)) return text;
    if (kind != Kind::share && kind != Kind::points)
        return text + plus_minus +
               value_text(kind == Kind::profit ? Kind::money : kind, error, Sheet::nothing, format);
    std::size_t const gap = text.find(' ');
    return text.substr(0, gap) + plus_minus + plain(100 * error, digits_in(format.shares, error)) +
           text.substr(gap);
}

std::string cell_text(Sheet::Column const& column, Sheet::Cell const& cell, Format const& format,
                      std::string const& plus_minus) {
    if (!cell.shown.empty()) return cell.shown;
    if (column.kind == Kind::text) return cell.text;
    // An infinite time never ends; any other value that is not finite is not known.
    if (column.kind == Kind::duration && std::isinf(cell.value)) return "never";
    if (!std::isfinite(cell.value)) return "";
    return with_error(column.kind, cell.value, cell.error, format, plus_minus);
}

bool is_formula(std::string const& text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != text.npos;
}

std::string quoted(std::string const& text) {
    if (text.find_first_of(",\"\r\n") == text.npos) return text;
    std::string inside;
    for (char const c : text) inside += c == '"' ? "\"\"" : std::string(1, c);
    return '"' + inside + '"';
}

std::string number_field(double value) {
    return std::isfinite(value) ? plain_number(value) : std::isinf(value) ? "inf" : "";
}

}  // namespace

void Sheet::row(std::vector<Cell> cells, Look look) {
    cells.resize(columns_.size());
    rows_.push_back({std::move(cells), look});
}

void Sheet::sort(std::size_t column, bool largest_first) {
    auto const is_empty = [](Cell const& cell) {
        return std::isnan(cell.value) && cell.text.empty();
    };
    std::ranges::stable_sort(rows_, [&](Row const& one, Row const& other) {
        Cell const& a = one.cells[column];
        Cell const& b = other.cells[column];
        if (is_empty(a) || is_empty(b)) return !is_empty(a) && is_empty(b);
        if (std::isnan(a.value) != std::isnan(b.value)) return std::isnan(b.value);
        if (std::isnan(a.value)) return largest_first ? a.text > b.text : a.text < b.text;
        return largest_first ? a.value > b.value : a.value < b.value;
    });
}

Table Sheet::table(std::vector<std::size_t> const& shown, std::size_t most,
                   std::string const& plus_minus) const {
    std::size_t const n = std::min(most, rows_.size());
    auto const column = [&](std::size_t c, double Cell::* part) {
        std::vector<double> values;
        for (std::size_t r = 0; r < n; ++r) values.push_back(rows_[r].cells[c].*part);
        return values;
    };
    std::vector<double> amounts;
    for (std::size_t const c : shown)
        if (columns_[c].kind == Kind::money || columns_[c].kind == Kind::profit)
            std::ranges::copy(column(c, &Cell::value), std::back_inserter(amounts));
    MoneyUnit const unit = money_unit(amounts);
    std::vector<Format> formats;
    for (std::size_t const c : shown)
        formats.push_back({unit, price_decimals(column(c, &Cell::value)),
                           digits_for_all(column(c, &Cell::error))});
    Table table(Table::Columns::narrow);
    std::vector<std::string> heads;
    for (std::size_t const c : shown) heads.push_back(columns_[c].head);
    heads.front().insert(0, "  ");
    table.head(heads);
    for (std::size_t r = 0; r < n; ++r) {
        std::vector<words::Cell> cells;
        for (std::size_t i = 0; i < shown.size(); ++i)
            cells.emplace_back(
                cell_text(columns_[shown[i]], rows_[r].cells[shown[i]], formats[i], plus_minus));
        cells.front() = words::Cell("  " + cells.front().text);
        table.row(std::move(cells), rows_[r].look);
    }
    return table;
}

std::vector<std::size_t> Sheet::write(TextPage& page, std::size_t most) const {
    std::vector<std::size_t> shown(columns_.size());
    std::iota(shown.begin(), shown.end(), 0);
    // A column without a value says nothing.
    std::erase_if(shown, [&](std::size_t c) {
        auto const is_empty = [c](Row const& row) {
            Cell const& cell = row.cells[c];
            return cell.text.empty() && cell.shown.empty() && std::isnan(cell.value);
        };
        return c > 0 && (columns_[c].worth == in_csv || std::ranges::all_of(rows_, is_empty));
    });
    std::vector<std::string> left_out;
    while (shown.size() > 1 &&
           !table(shown, most, page.plus_minus()).fits(page.width(), enough_of_label)) {
        // Of equal worth, the last one goes first.
        auto const least = std::min_element(
            shown.rbegin(), shown.rend() - 1,
            [&](std::size_t a, std::size_t b) { return columns_[a].worth < columns_[b].worth; });
        left_out.insert(left_out.begin(), columns_[*least].head);
        shown.erase(std::next(least).base());
    }
    page.table(table(shown, most, page.plus_minus()));
    std::string names;
    for (std::string const& head : left_out) names += (names.empty() ? "" : ", ") + head;
    if (!left_out.empty())
        page.paragraph("  ", "The terminal is too narrow for " + names + ".", Look::warning);
    return shown;
}

std::string Sheet::csv() const {
    std::string text;
    auto const field = [&](std::string const& words, bool first) {
        text += (first ? "" : ",") + quoted(words);
    };
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        field(columns_[c].name, c == 0);
        if (!columns_[c].error.empty()) field(columns_[c].error, false);
    }
    text += "\n";
    for (Row const& row : rows_) {
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            Cell const& cell = row.cells[c];
            bool const is_text = columns_[c].kind == Kind::text;
            std::string const words = is_text ? cell.text : number_field(cell.value);
            field(is_text && is_formula(words) ? "'" + words : words, c == 0);
            if (!columns_[c].error.empty()) field(number_field(cell.error), false);
        }
        text += "\n";
    }
    return text;
}

}  // namespace liq::words
