#include "host/words/table.hpp"

#include <algorithm>
#include <numeric>
#include <sstream>

namespace liq::words {
namespace {

/// The smallest width of a column of labels.
constexpr std::size_t least_label = 10;

std::vector<std::string> words_of(std::string const& text) {
    std::istringstream in(text);
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

std::size_t longest_word(std::string const& text) {
    std::size_t longest = 0;
    for (std::string const& word : words_of(text)) longest = std::max(longest, width_of(word));
    return longest;
}

/// The text in lines of at most `columns` columns; a longer word has a line of its own.
std::vector<std::string> wrapped(std::string const& text, std::size_t columns) {
    std::vector<std::string> lines;
    for (std::string const& word : words_of(text)) {
        if (lines.empty() || width_of(lines.back()) + 1 + width_of(word) > columns)
            lines.push_back(word);
        else
            lines.back() += " " + word;
    }
    return lines;
}

/// The label without its middle; its indent stays.
std::string shortened_label(std::string const& label, std::size_t columns) {
    std::size_t const indent = std::min(label.find_first_not_of(' '), label.size());
    if (width_of(label) <= columns || indent >= columns) return shortened(label, columns);
    return std::string(indent, ' ') + shortened(label.substr(indent), columns - indent);
}

}  // namespace

/// The layout of a table for one width.
struct Table::Shape {
    std::size_t least_label = 0, least_cell = 0;
    bool head_wraps = false;
    bool in_short = false;
    std::size_t gap = 2;             ///< columns between cells
    std::size_t n_columns = 0;       ///< number of columns that are shown
    std::vector<std::size_t> width;  ///< of each column

    [[nodiscard]] std::size_t all() const {
        std::size_t const gaps = n_columns > 0 ? gap * (n_columns - 1) : 0;
        return std::accumulate(width.begin(), width.begin() + static_cast<long>(n_columns), gaps);
    }
};

void Table::head(std::vector<std::string> cells) {
    Row row{{}, Look::strong, true};
    for (std::string const& cell : cells) row.cells.emplace_back(printable(cell));
    lines_.emplace_back(std::move(row));
}

void Table::row(std::vector<Cell> cells, Look look) {
    for (Cell& cell : cells) cell = Cell(printable(cell.text), printable(cell.brief));
    lines_.emplace_back(Row{std::move(cells), look, false});
}

void Table::note(std::string first, std::string text, Look look) {
    lines_.emplace_back(Line{std::move(text), look, std::move(first), true});
}

void Table::measure(Shape& shape) const {
    shape.width.clear();
    for (auto const& line : lines_) {
        auto const* const row = std::get_if<Row>(&line);
        if (row == nullptr) continue;
        shape.width.resize(std::max(shape.width.size(), row->cells.size()));
        for (std::size_t c = 0; c < row->cells.size(); ++c) {
            Cell const& cell = row->cells[c];
            bool const wraps = row->is_head && shape.head_wraps && c >= n_labels_;
            std::size_t const takes =
                wraps ? longest_word(cell.text) : width_of(shape.in_short ? cell.brief : cell.text);
            shape.width[c] = std::max(shape.width[c], takes);
        }
    }
    for (std::size_t c = 0; c < shape.width.size(); ++c)
        shape.width[c] =
            std::max(shape.width[c], c < n_labels_ ? shape.least_label : shape.least_cell);
    shape.n_columns = shape.width.size();
}

Table::Shape Table::shape_for(std::size_t width) const {
    Shape shape;
    auto const fits = [&] {
        measure(shape);
        return shape.all() <= width;
    };
    if (columns_ == Columns::of_page) {
        shape.least_label = 30;
        shape.least_cell = 10;
        if (fits()) return shape;
        shape.least_label = shape.least_cell = 0;
    }
    if (fits()) return shape;
    shape.head_wraps = true;
    if (fits()) return shape;
    shape.in_short = true;
    if (fits()) return shape;
    shape.gap = 1;
    if (fits()) return shape;
    for (std::size_t c = 0; c < std::min(n_labels_, shape.width.size()); ++c) {
        std::size_t const too_much = shape.all() > width ? shape.all() - width : 0;
        std::size_t const can_go = shape.width[c] - std::min(shape.width[c], least_label);
        shape.width[c] -= std::min(too_much, can_go);
    }
    while (shape.n_columns > n_labels_ && shape.all() > width) --shape.n_columns;
    if (shape.all() > width && shape.n_columns > 0)
        shape.width[shape.n_columns - 1] -=
            std::min(shape.all() - width, shape.width[shape.n_columns - 1]);
    return shape;
}

bool Table::fits(std::size_t width, std::size_t enough_of_label) const {
    Shape whole;
    measure(whole);
    Shape const shape = shape_for(width);
    for (std::size_t c = 0; c < std::min(n_labels_, shape.width.size()); ++c)
        if (shape.width[c] < std::min(whole.width[c], enough_of_label)) return false;
    return shape.n_columns == shape.width.size() && shape.all() <= width;
}

std::string Table::line_of(std::vector<std::string> const& cells, Shape const& shape) const {
    std::string text;
    for (std::size_t c = 0; c < std::min(cells.size(), shape.n_columns); ++c) {
        bool const is_label = c < n_labels_;
        std::string const cell = is_label ? shortened_label(cells[c], shape.width[c])
                                          : shortened(cells[c], shape.width[c]);
        std::string const padding(shape.width[c] - std::min(width_of(cell), shape.width[c]), ' ');
        text +=
            std::string(c == 0 ? 0 : shape.gap, ' ') + (is_label ? cell + padding : padding + cell);
    }
    std::size_t const last = text.find_last_not_of(' ');
    return last == text.npos ? "" : text.substr(0, last + 1);
}

void Table::add_head(Row const& row, Shape const& shape, std::vector<Line>& lines) const {
    std::vector<std::vector<std::string>> columns;
    std::size_t height = 1;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
        bool const wraps = shape.head_wraps && c >= n_labels_;
        columns.push_back(wraps ? wrapped(row.cells[c].text, shape.width[c])
                                : std::vector<std::string>{row.cells[c].text});
        height = std::max(height, columns.back().size());
    }
    for (std::size_t i = 0; i < height; ++i) {  // heads are aligned at their last lines
        std::vector<std::string> cells;
        for (auto const& column : columns) {
            std::size_t const missing = height - column.size();
            cells.push_back(i < missing ? "" : column[i - missing]);
        }
        lines.push_back({line_of(cells, shape), row.look});
    }
}

std::vector<Table::Line> Table::lines(std::size_t width) const {
    Shape const shape = shape_for(width);
    std::vector<Line> lines;
    for (auto const& line : lines_) {
        if (auto const* const note = std::get_if<Line>(&line)) {
            lines.push_back(*note);
            continue;
        }
        Row const& row = std::get<Row>(line);
        if (row.is_head) {
            add_head(row, shape, lines);
            continue;
        }
        std::vector<std::string> cells;
        for (Cell const& cell : row.cells) cells.push_back(shape.in_short ? cell.brief : cell.text);
        lines.push_back({line_of(cells, shape), row.look});
    }
    std::size_t const left_out = shape.width.size() - shape.n_columns;
    if (left_out > 0)
        lines.push_back({std::to_string(left_out) +
                             (left_out == 1 ? " column is" : " columns are") +
                             " left out because the terminal is too narrow",
                         Look::warning, "  ", true});
    return lines;
}

}  // namespace liq::words
