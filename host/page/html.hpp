/// \file
/// HTML as a type of its own, so that text from files cannot become markup by mistake: what is
/// text goes through `text`, which escapes it.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace liq::page {

/// Markup that may stand in the page as it is.
class Html {
  public:
    Html() = default;

    Html& operator+=(Html const& more) {
        markup_ += more.markup_;
        return *this;
    }
    [[nodiscard]] std::string const& markup() const { return markup_; }
    [[nodiscard]] bool empty() const { return markup_.empty(); }

    /// Markup that this program has written itself. Never for text from a file.
    static Html trusted(std::string markup);

  private:
    std::string markup_;
};

inline Html operator+(Html left, Html const& right) {
    return left += right;
}

/// Names and values of attributes; the values are escaped.
using Attributes = std::initializer_list<std::pair<char const*, std::string>>;

/// The text with &, <, >, " and ' escaped, made printable (host/words/printable.hpp).
Html text(std::string_view words);
/// The same for a long name such as race_113k_93k.up, which may go on in another line after _ and .
Html name_text(std::string_view name);
/// The same for a text of several lines, whose ends stay.
Html lines(std::string_view words);

Html element(char const* tag, Html const& content, Attributes attributes = {});
inline Html element(char const* tag, std::string_view words, Attributes attributes = {}) {
    return element(tag, text(words), attributes);
}

/// A number in words together with its value: `<data value="0.2748">27.48 %</data>`. The value is
/// the shortest text that reads back as the number. A number that is not finite is only words.
Html number(double value, std::string_view in_words);

/// A table with a head and a row for each entry. The first cell of a row is its heading.
/// \param caption  what the table is about
Html table(std::string const& caption, std::vector<Html> const& head,
           std::vector<std::vector<Html>> const& rows, std::string const& kind = {});

/// What opens when a reader asks for it.
Html details(std::string_view summary, Html const& content);

/// A JSON text for a script element: it has no character that could end the element or a line.
/// \param json  JSON whose texts have only ASCII
Html json_block(std::string const& id, std::string json);

}  // namespace liq::page
