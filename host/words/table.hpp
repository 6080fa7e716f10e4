/// \file
/// Tables of text: columns as wide as they have to be, rows that stay whole in any width.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "host/words/printable.hpp"

namespace liq::words {

/// What stands in a row and column, and a shorter way to say it where columns are few.
struct Cell {
    std::string text, brief;
    Cell(std::string words) : text(std::move(words)), brief(text) {}
    Cell(char const* words) : Cell(std::string(words)) {}
    Cell(std::string words, std::string in_short)
        : text(std::move(words)), brief(std::move(in_short)) {}
};

/// A row is a label and cells, or begins with several columns of labels. Labels stand to the left,
/// the other cells to the right.
///
/// What does not fit into the width is made narrower in this order: words of the head stand below
/// each other, cells take their short form, columns come closer, labels lose their middle. If all
/// of that is not enough, columns to the right are left out, which the last line says. A row is
/// never split. Texts are made printable here.
class Table {
  public:
    /// Whether columns are as narrow as they can be, or those of a page whose tables stand below
    /// each other: 30 for labels and 10 for cells, where the width allows it.
    enum class Columns { narrow, of_page };

    explicit Table(Columns columns = Columns::of_page, std::size_t n_labels = 1)
        : columns_(columns), n_labels_(n_labels) {}

    void head(std::vector<std::string> cells);
    void row(std::vector<Cell> cells, Look look = Look::plain);
    /// Words between the rows, in lines of their own that wrap.
    void note(std::string first, std::string text, Look look = Look::plain);

    [[nodiscard]] bool empty() const { return lines_.empty(); }

    struct Line {
        std::string text;
        Look look = Look::plain;
        std::string first = {};  ///< of a note: what the text stands behind
        bool is_note = false;
    };
    /// The lines of the table. Those of rows take at most so many columns.
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
