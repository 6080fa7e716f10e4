#include "host/report/text_page.hpp"

#include <algorithm>

namespace liq::report {
namespace {

constexpr std::size_t label_width = 30;
constexpr std::size_t cell_width = 12;

std::string padding(std::size_t width, std::string const& text) {
    std::size_t const used = width_of(text);
    return std::string(used < width ? width - used : 1, ' ');
}

/// Whether the words begin with a unit, which stays on the line of its number.
bool is_unit(std::string_view words) {
    return words.starts_with("%") || words.starts_with("pp");
}

}  // namespace

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string TextPage::with_look(std::string const& text, Look look) const {
    if (!style_.colour || look == Look::plain || text.empty()) return text;
    char const* const code = look == Look::strong    ? "1"
                             : look == Look::good    ? "32"
                             : look == Look::warning ? "33"
                                                     : "1;31";
    return std::string("\033[") + code + "m" + text + "\033[0m";
}

void TextPage::line(std::string const& text, Look look) {
    text_ += with_look(text, look) + "\n";
}

void TextPage::paragraph(std::string const& first, std::string const& text, Look look) {
    auto const width = static_cast<std::size_t>(std::max(style_.width, 40));
    std::string const indent(width_of(first), ' ');
    std::string current = first;
    bool is_new = true;
    std::string_view rest = text;
    while (!rest.empty()) {
        std::size_t end = std::min(rest.find(' '), rest.size());
        if (is_unit(rest.substr(std::min(end + 1, rest.size()))))
            end = std::min(rest.find(' ', end + 1), rest.size());
        std::string const word(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!is_new && width_of(current) + 1 + width_of(word) > width) {
            line(current, look);
            current = indent;
            is_new = true;
        }
        current += (is_new ? "" : " ") + word;
        is_new = false;
    }
    line(current, look);
}

void TextPage::row(std::string const& label, std::vector<std::string> const& cells, Look look) {
    std::string text = label + padding(label_width, label);
    for (auto const& cell : cells) text += padding(cell_width, cell) + cell;
    line(text, look);
}

}  // namespace liq::report
