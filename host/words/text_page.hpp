/// \file
/// Lines of text for a terminal: headings, wrapped paragraphs, tables. What they are given is made
/// printable here, so that no text of a file reaches a terminal as it is.
#pragma once

#include <string>

#include "host/words/printable.hpp"
#include "host/words/table.hpp"

namespace liq::words {

/// How text may look. Plain by default: for files and pipes.
struct TextStyle {
    bool colour = false;   ///< ANSI escapes
    bool unicode = false;  ///< block characters in charts; else ASCII
    int width = 80;        ///< columns; at least 40 are taken
};

class TextPage {
  public:
    explicit TextPage(TextStyle const& style) : style_(style) {}

    /// A line, or several where it is too long: each is then indented as the first.
    void line(std::string const& text = "", Look look = Look::plain);
    /// Words of `text` in lines of the page's width; the first begins with `first`, the others are
    /// indented as far. A word that is longer than a line is cut.
    void paragraph(std::string const& first, std::string const& text, Look look = Look::plain);
    void table(Table const& table);
    /// A line of this character over the whole width.
    void rule(char symbol = '-');

    [[nodiscard]] TextStyle const& style() const { return style_; }
    /// " ± ", or " +- " where only ASCII can be shown.
    [[nodiscard]] std::string plus_minus() const;
    [[nodiscard]] std::size_t width() const;
    [[nodiscard]] std::string const& text() const { return text_; }

  private:
    void put(std::string const& printable, Look look);

    TextStyle style_;
    std::string text_;
};

}  // namespace liq::words
