#include "host/words/text_page.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace liq::words {
namespace {

/// Whether the text begins with a unit, which must stay on the line of its number.
bool is_unit(std::string_view words) {
    return words.starts_with("%") || words.starts_with("pp");
}

/// The words of a text; a number and its unit are one word.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        std::size_t end = std::min(text.find(' '), text.size());
        if (is_unit(text.substr(std::min(end + 1, text.size()))))
            end = std::min(text.find(' ', end + 1), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

/// Removes from the word the first characters that fit into `columns` columns, at least one, and
/// returns them.
std::string cut_off(std::string& word, std::size_t columns) {
    std::size_t end = 0;
    while (end < word.size()) {
        std::size_t next = end + 1;
        while (next < word.size() && (static_cast<unsigned char>(word[next]) & 0xC0U) == 0x80)
            ++next;
        if (end > 0 && width_of(std::string_view(word).substr(0, next)) > columns) break;
        end = next;
    }
    std::string const first = word.substr(0, end);
    word.erase(0, end);
    return first;
}

}  // namespace

std::size_t TextPage::width() const {
    return static_cast<std::size_t>(std::max(style_.width, 40));
}

std::string TextPage::plus_minus() const {
    return style_.unicode ? " ± " : " +- ";
}

void TextPage::put(std::string const& printable, Look look) {
    text_ += (style_.colour ? painted(printable, look) : printable) + "\n";
}

void TextPage::line(std::string const& text, Look look) {
    std::string const shown = printable(text);
    if (width_of(shown) <= width()) return put(shown, look);
    std::size_t const indent = std::min({shown.find_first_not_of(' '), shown.size(), width() / 2});
    paragraph(std::string(indent, ' '), shown.substr(indent), look);
}

void TextPage::paragraph(std::string const& first, std::string const& text, Look look) {
    std::string current = printable(first);
    std::size_t indent = width_of(current);
    if (indent > width() / 2) {  // `first` is too long for an indent of this size
        indent = std::min(current.find_first_not_of(' '), width() / 4);
        return paragraph(std::string(indent, ' '), current.substr(indent) + text, look);
    }
    bool is_new = true;
    auto const next_line = [&] {
        put(current, look);
        current = std::string(indent, ' ');
        is_new = true;
    };
    for (std::string word : words_of(printable(text))) {
        if (!is_new && width_of(current) + 1 + width_of(word) > width()) next_line();
        while (is_new && width_of(current) + width_of(word) > width()) {
            current += cut_off(word, width() - width_of(current));
            if (word.empty()) break;
            next_line();
        }
        current += (is_new ? "" : " ") + word;
        is_new = false;
    }
    put(current, look);
}

void TextPage::verbatim(std::string const& text) {
    put(printable(text), Look::plain);
}

void TextPage::table(Table const& table) {
    for (Table::Line const& line : table.lines(width())) {
        if (line.is_note)
            paragraph(line.first, line.text, line.look);
        else
            put(line.text, line.look);
    }
}

void TextPage::rule(char symbol) {
    put(std::string(width(), symbol), Look::plain);
}

}  // namespace liq::words
