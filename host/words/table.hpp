/// \file
/// Tables of text whose columns adapt to the width of the page; a row is always one line.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "host/words/printable.hpp"

namespace liq::words {

/// The text of a cell, and a short form of it for narrow pages.
struct Cell {
    std::string text, brief;
    Cell(std::string words) : text(std::move(words)), brief(text) {}
    Cell(char const* words) : Cell(std::string(words)) {}
    Cell(std::string words, std::string in_short)
        : text(std::move(words)), brief(std::move(in_short)) {}
};

/// A row begins with one or several labels, which are aligned to the left; its other cells are
/// aligned to the right.
///
/// A table that is too wide is made narrower in these steps, until it fits: the words of the head
/// are wrapped, the cells take their short form, the gaps between columns shrink, the labels lose
/// their middle. If that is not enough, columns at the right are left out, and the last line says
/// so. A row is never wrapped. Texts are made printable here.
class Table {
  public:
    /// Whether the columns are as narrow as possible, or as wide as in other tables of the page, so
    /// that columns of several tables are aligned: at least 30 for labels and 10 for cells, where
    /// the width allows it.
    enum class Columns { narrow, of_page };

    explicit Table(Columns columns = Columns::of_page, std::size_t n_labels = 1)
        : columns_(columns), n_labels_(n_labels) {}

    void head(std::vector<std::string> cells);
    void row(std::vector<Cell> cells, Look look = Look::plain);
    /// A paragraph between the rows, see `TextPage::paragraph`.
    void note(std::string first, std::string text, Look look = Look::plain);

    [[nodiscard]] bool empty() const { return lines_.empty(); }

    /// Whether every column fits, with labels that keep at least this width or are whole.
    [[nodiscard]] bool fits(std::size_t width, std::size_t enough_of_label) const;

    struct Line {
        std::string text;
        Look look = Look::plain;
        std::string first = {};  ///< of a note: the beginning of its first line
        bool is_note = false;
    };
    /// The lines of the table. Lines of rows have at most `width` columns; notes are not wrapped.
    [[nodiscard]] std::vector<Line> lines(std::size_t width) const;

  private:
    struct Row {
        std::vector<Cell> cells;
        Look look;
        bool is_head;
    };
    struct Shape;

    [[nodiscard]] Shape shape_for(std::size_t width) const;
    void measure(Shape& shape) const;
    [[nodiscard]] std::string line_of(std::vector<std::string> const& cells,
                                      Shape const& shape) const;
    void add_head(Row const& row, Shape const& shape, std::vector<Line>& lines) const;

    Columns columns_;
    std::size_t n_labels_;
    std::vector<std::variant<Row, Line>> lines_;
};

}  // namespace liq::words
