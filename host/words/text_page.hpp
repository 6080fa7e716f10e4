/// \file
/// Lines of text for a terminal: headings, wrapped paragraphs, tables. All text is made printable
/// here, so that a file cannot send commands to the terminal.
#pragma once

#include <string>

#include "host/words/printable.hpp"
#include "host/words/table.hpp"

namespace liq::words {

/// The style of a page. The default is plain text, for files and pipes.
struct TextStyle {
    bool colour = false;   ///< ANSI escapes
    bool unicode = false;  ///< charts may use block elements such as U+2588; else only ASCII
    int width = 80;        ///< columns; a page has at least 40
    bool notes = true;     ///< whether remarks are made that are no part of the result
};

class TextPage {
  public:
    explicit TextPage(TextStyle const& style) : style_(style) {}

    /// A line. A line that is too long is wrapped, and its parts have the same indent.
    void line(std::string const& text = "", Look look = Look::plain);
    /// The words of `text` in lines of the page's width. The first line begins with `first`, the
    /// others with as many spaces. A word that is longer than a line is split.
    void paragraph(std::string const& first, std::string const& text, Look look = Look::plain);
    /// A remark that is no part of the result, as a paragraph; a page may do without them.
    void note(std::string const& first, std::string const& text) {
        if (style_.notes) paragraph(first, text);
    }
    /// A line that a person copies, such as a command: it is never wrapped.
    void verbatim(std::string const& text);
    void table(Table const& table);
    /// A line that repeats this character over the whole width.
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
