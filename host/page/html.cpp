#include "host/page/html.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "host/words/printable.hpp"
#include "host/words/values.hpp"

namespace liq::page {
namespace {

std::string escaped(std::string_view words) {
    std::string markup;
    markup.reserve(words.size());
    for (char const c : words) switch (c) {
            case '&':
                markup += "&amp;";
                break;
            case '<':
                markup += "&lt;";
                break;
            case '>':
                markup += "&gt;";
                break;
            case '"':
                markup += "&quot;";
                break;
            case '\'':
                markup += "&#39;";
                break;
            default:
                markup += c;
        }
    return markup;
}

/// Whether a space is between a number and its unit, which stay on one line.
bool is_before_unit(std::string_view words, std::size_t space) {
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    auto const is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (space == 0 || !is_digit(words[space - 1])) return false;
    std::string_view const rest = words.substr(space + 1);
    return std::ranges::any_of(std::array<std::string_view, 6>{"%", "pp", "d", "h", "min", "s"},
                               [&](std::string_view unit) {
                                   return rest.starts_with(unit) && (rest.size() == unit.size() ||
                                                                     !is_letter(rest[unit.size()]));
                               });
}

}  // namespace

Html Html::trusted(std::string markup) {
    Html html;
    html.markup_ = std::move(markup);
    return html;
}

Html text(std::string_view words) {
    std::string markup = escaped(words::printable(words));
    for (std::size_t at = 0; (at = markup.find(' ', at)) != markup.npos; ++at)
        if (is_before_unit(markup, at)) markup.replace(at, 1, "&nbsp;");
    return Html::trusted(std::move(markup));
}

Html name_text(std::string_view name) {
    std::string markup;
    for (char const c : escaped(words::printable(name))) {
        markup += c;
        if (c == '_' || c == '.') markup += "<wbr>";
    }
    return Html::trusted(std::move(markup));
}

Html lines(std::string_view words) {
    std::string markup;
    while (!words.empty()) {
        std::size_t const end = words.find('\n');
        markup += escaped(words::printable(words.substr(0, end))) + "\n";
        words.remove_prefix(end == words.npos ? words.size() : end + 1);
    }
    return Html::trusted(std::move(markup));
}

Html element(char const* tag, Html const& content, Attributes attributes) {
    std::string markup = std::string("<") + tag;
    for (auto const& [name, value] : attributes)
        markup += std::string(" ") + name + "=\"" + escaped(words::printable(value)) + "\"";
    return Html::trusted(markup + ">" + content.markup() + "</" + tag + ">");
}

Html number(double value, std::string_view in_words) {
    if (!std::isfinite(value)) return text(in_words);
    return element("data", in_words, {{"value", words::plain_number(value)}});
}

Html table(std::string const& caption, std::vector<Html> const& head,
           std::vector<std::vector<Html>> const& rows, std::string const& kind) {
    Html heads, body;
    for (Html const& cell : head) heads += element("th", cell, {{"scope", "col"}});
    for (auto const& row : rows) {
        Html cells;
        for (std::size_t i = 0; i < row.size(); ++i)
            cells += i == 0 ? element("th", row[i], {{"scope", "row"}}) : element("td", row[i]);
        body += element("tr", cells) + Html::trusted("\n");
    }
    Html const whole = element("caption", caption) + element("thead", element("tr", heads)) +
                       element("tbody", body);
    return element("div", element("table", whole, {{"class", kind}}),
                   {{"class", "scroll"}, {"tabindex", "0"}});
}

Html details(std::string_view summary, Html const& content) {
    return element("details", element("summary", summary) + content);
}

Html json_block(std::string const& id, std::string json) {
    for (std::size_t at = 0; (at = json.find_first_of("<>&", at)) != json.npos; at += 6)
        json.replace(at, 1, json[at] == '<' ? "\\u003c" : json[at] == '>' ? "\\u003e" : "\\u0026");
    return element("script", Html::trusted(std::move(json)),
                   {{"type", "application/json"}, {"id", id}});
}

}  // namespace liq::page
