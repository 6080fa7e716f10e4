/// \file
/// Lines of text for a terminal: headings, wrapped paragraphs, aligned columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/report/terminal_summary.hpp"

namespace liq::report {

/// Columns that the text takes, one a code point.
std::size_t width_of(std::string_view text);

class TextPage {
  public:
    enum class Look { plain, strong, good, warning, alarm };

    explicit TextPage(TextStyle const& style) : style_(style) {}

    void line(std::string const& text = "", Look look = Look::plain);
    /// Words of `text` in lines of the page's width; the first begins with `first`, the others are
    /// indented as far.
    void paragraph(std::string const& first, std::string const& text, Look look = Look::plain);
    /// A label and cells, right-aligned.
    void row(std::string const& label, std::vector<std::string> const& cells,
             Look look = Look::plain);

    [[nodiscard]] TextStyle const& style() const { return style_; }
    [[nodiscard]] std::string const& text() const { return text_; }

  private:
    [[nodiscard]] std::string with_look(std::string const& text, Look look) const;

    TextStyle style_;
    std::string text_;
};

}  // namespace liq::report
