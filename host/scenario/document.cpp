#include "host/scenario/document.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "host/errors.hpp"
#include "host/scenario/toml_parser.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/words/printable.hpp"

namespace liq::scenario {
namespace {

constexpr int max_key_parts = 8;

Place place_at(std::string const& source, toml::source_position const& at) {
    auto const line = static_cast<int>(at.line);
    auto const column = static_cast<int>(at.column);
    return {source + ":" + std::to_string(line) + ":" + std::to_string(column), line, column};
}

/// The position after the string that starts at `at`; the end of the text if it never ends.
std::size_t after_string(std::string_view text, std::size_t at) {
    char const quote = text[at];
    std::string const triple(3, quote);
    bool const multiline = text.substr(at, 3) == triple;
    for (std::size_t i = at + (multiline ? 3 : 1); i < text.size(); ++i) {
        if (text[i] == '\\' && quote == '"') {
            ++i;
        } else if (multiline ? text.substr(i, 3) == triple : text[i] == quote) {
            i += multiline ? 3 : 1;
            while (multiline && i < text.size() && text[i] == quote) ++i;
            return i;
        } else if (!multiline && text[i] == '\n') {
            return i;
        }
    }
    return text.size();
}

/// Refuses texts on which the parser would crash: keys of many parts (`a.a.a...`), because so deep
/// a tree exhausts the stack, and characters beyond ASCII outside of strings and comments, because
/// for them the parser reaches code that is marked unreachable. The check is exact where the text
/// is valid TOML up to that character; otherwise the parser stops earlier, at the first error.
void refuse_texts_that_crash_the_parser(std::string_view text, std::string const& source) {
    int dots = 0;
    std::size_t i = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;  // a byte order mark
    auto const place = [&] {
        auto const head = text.substr(0, i);
        auto const line = std::count(head.begin(), head.end(), '\n') + 1;
        auto const column = head.size() - (head.rfind('\n') + 1) + 1;  // npos + 1 = 0
        return source + ":" + std::to_string(line) + ":" + std::to_string(column);
    };
    while (i < text.size()) {
        char const c = text[i];
        if (c == '"' || c == '\'') {
            i = after_string(text, i);
            continue;
        }
        if (c == '#') {
            i = std::min(text.find('\n', i), text.size());
            continue;
        }
        if (c == '\n' || c == '=' || c == ',' || c == '[' || c == '{') dots = 0;
        if (c == '.' && ++dots >= max_key_parts)
            refuse(place() + ": a key has more than " + std::to_string(max_key_parts) +
                   " parts; no key of a scenario has so many");
        if (static_cast<unsigned char>(c) >= 0x80)
            refuse(place() + ": is not valid TOML: a character beyond ASCII is outside of quotes");
        ++i;
    }
}

Node convert(toml::node const& from, std::string const& source);

void convert_table(toml::table const& table, std::string const& source, Node& to) {
    to.kind = Node::Kind::table;
    for (auto const& [key, value] : table) {
        Node child = convert(value, source);
        child.key = std::string(key.str());
        child.place = place_at(source, key.source().begin);
        to.children.push_back(std::move(child));
    }
    std::stable_sort(to.children.begin(), to.children.end(), [](Node const& a, Node const& b) {
        return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
}

template <class T>
std::string streamed(T const& value) {
    std::ostringstream out;
    out << value;
    return out.str();
}

void convert_scalar(toml::node const& from, Node& to) {
    if (auto const* text = from.as_string()) {
        to.kind = Node::Kind::string;
        to.text = text->get();
    } else if (auto const* integer = from.as_integer()) {
        to.kind = Node::Kind::integer;
        to.integer = integer->get();
    } else if (auto const* number = from.as_floating_point()) {
        to.kind = Node::Kind::number;
        to.number = number->get();
    } else if (auto const* boolean = from.as_boolean()) {
        to.kind = Node::Kind::boolean;
        to.boolean = boolean->get();
    } else {
        to.kind = Node::Kind::date;
        if (auto const* date = from.as_date()) to.text = streamed(date->get());
        if (auto const* time = from.as_time()) to.text = streamed(time->get());
        if (auto const* moment = from.as_date_time()) to.text = streamed(moment->get());
    }
}

Node convert(toml::node const& from, std::string const& source) {
    Node to;
    to.place = place_at(source, from.source().begin);
    if (auto const* table = from.as_table()) {
        convert_table(*table, source, to);
    } else if (auto const* array = from.as_array()) {
        to.kind = Node::Kind::array;
        for (auto const& item : *array) to.children.push_back(convert(item, source));
    } else {
        convert_scalar(from, to);
    }
    return to;
}

bool fails_an_assertion(std::string_view text) {
    try {
        static_cast<void>(toml::parse(text));
    } catch (toml_parser::FailedAssertion const&) {
        return true;
    } catch (toml::parse_error const&) {
    }
    return false;
}

/// The number of the line at which the parser throws FailedAssertion, which does not have a place.
/// The parser reads forwards: the text up to an earlier line does not make it throw, the text up to
/// this line or a later one does. Therefore the line can be found by bisection.
std::size_t line_of_failed_assertion(std::string_view text) {
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == '\n') ends.push_back(i + 1);
    auto const first = std::partition_point(ends.begin(), ends.end(), [&](std::size_t end) {
        return !fails_an_assertion(text.substr(0, end));
    });
    return static_cast<std::size_t>(first - ends.begin()) + 1;
}

}  // namespace

Node const* Node::find(std::string_view name) const {
    if (kind != Kind::table) return nullptr;
    auto const found = std::find_if(children.begin(), children.end(),
                                    [&](Node const& child) { return child.key == name; });
    return found == children.end() ? nullptr : &*found;
}

Node* Node::find(std::string_view name) {
    return const_cast<Node*>(std::as_const(*this).find(name));
}

Node parse_document(std::string_view text, std::string const& source) {
    require(text.size() <= max_scenario_bytes, source + ": is longer than " +
                                                   std::to_string(max_scenario_bytes) +
                                                   " bytes, the limit for a scenario");
    refuse_texts_that_crash_the_parser(text, source);
    try {
        Node root;
        root.place = {source, 0, 0};
        convert_table(toml::parse(text), source, root);
        return root;
    } catch (toml_parser::FailedAssertion const&) {
        refuse(source + ":" + std::to_string(line_of_failed_assertion(text)) +
               ": is not valid TOML: there is something where a key or a value should be");
    } catch (toml::parse_error const& error) {
        refuse(place_at(source, error.source().begin).text +
               ": is not valid TOML: " + words::printable(error.description()));
    }
}

std::string kind_text(Node const& node) {
    switch (node.kind) {
        case Node::Kind::table:
            return node.children.empty() ? "an empty table" : "a table";
        case Node::Kind::array:
            return node.children.empty() ? "an empty list" : "a list";
        case Node::Kind::string:
            return "text";
        case Node::Kind::integer:
            return "an integer";
        case Node::Kind::number:
            return "a number";
        case Node::Kind::boolean:
            return "true or false";
        case Node::Kind::date:
            break;
    }
    return "a date or time";
}

namespace {

void write_value(Node const& node, std::string& out) {
    switch (node.kind) {
        case Node::Kind::string:
            out += toml_string(node.text);
            return;
        case Node::Kind::integer:
            out += std::to_string(node.integer);
            return;
        case Node::Kind::number:
            out += toml_number(node.number);
            return;
        case Node::Kind::boolean:
            out += node.boolean ? "true" : "false";
            return;
        case Node::Kind::date:
            out += node.text;
            return;
        case Node::Kind::table:
        case Node::Kind::array:
            break;
    }
    bool const table = node.kind == Node::Kind::table;
    out += table ? "{ " : "[";
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i > 0) out += ", ";
        if (table) out += toml_key(node.children[i].key) + " = ";
        write_value(node.children[i], out);
    }
    out += table ? " }" : "]";
}

}  // namespace

std::string value_text(Node const& node, std::size_t limit) {
    std::string text;
    write_value(node, text);
    if (limit == 0 || text.size() <= limit) return text;
    auto cut = limit;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
    return text.substr(0, cut) + "...";
}

}  // namespace liq::scenario
