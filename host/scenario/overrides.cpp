#include "host/scenario/overrides.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "host/errors.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/words/nearest.hpp"
#include "host/words/printable.hpp"

namespace liq::scenario {
namespace {

std::string trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(" \t");
    if (first == text.npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

std::vector<std::string> split(std::string const& key) {
    std::vector<std::string> parts{""};
    for (char const c : key) {
        if (c == '.')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

/// Gives a value, and every value inside it, the same place.
void place_everywhere(Node& node, Place const& place) {
    node.place = place;
    for (auto& child : node.children) place_everywhere(child, place);
}

Node text_node(std::string const& text) {
    Node node;
    node.kind = Node::Kind::string;
    node.text = text;
    return node;
}

/// The value of an override. `where` names it in messages.
Node read_value(std::string const& text, std::string const& where) {
    bool const structured = std::string_view("\"'[{").find(text.front()) != std::string_view::npos;
    require(text.size() <= max_scenario_bytes / 2, where + ": the value is too long");
    try {
        Node root = parse_document("value = " + text + "\n", where);
        require(root.children.size() == 1 && root.children[0].key == "value",
                where + ": has more than one value");
        Node& value = root.children[0];
        // No key takes a date, but a description or a file name may look like one.
        return value.kind == Node::Kind::date ? text_node(text) : value;
    } catch (Error const&) {
        if (structured || text.find('\n') != text.npos) throw;
        // As a quoted text it is also checked by the parser for valid UTF-8.
        return parse_document("value = " + toml_string(text), where).children[0];
    }
}

std::optional<std::size_t> index_of(std::string const& part) {
    std::size_t index = 0;
    auto const end = part.data() + part.size();
    auto const result = std::from_chars(part.data(), end, index);
    if (result.ec != std::errc{} || result.ptr != end) return std::nullopt;
    return index;
}

Node& element_of(Node& array, std::string const& part, std::string const& path,
                 std::string const& where) {
    std::vector<std::string> names;
    for (auto& element : array.children) {
        auto const* name = element.find("name");
        if (name == nullptr || name->kind != Node::Kind::string) continue;
        if (name->text == part) return element;
        names.push_back(name->text);
    }
    if (auto const index = index_of(part); index && *index < array.children.size())
        return array.children[*index];
    std::string message = where + ": there is no " + words::printable(path) + "." +
                          words::printable(part) + "; there are " +
                          std::to_string(array.children.size());
    for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 10); ++i)
        message += (i == 0 ? ": " : ", ") + words::printable(names[i]);
    auto const near = words::nearest(part, names);
    refuse(message + (near ? ". Did you mean " + path + "." + words::printable(*near) + "?" : ""));
}

/// The child of a table with the key `part`; it is made if it does not exist.
Node& member_of(Node& table, std::string const& part, Place const& place) {
    if (auto* child = table.find(part)) return *child;
    Node child;
    child.key = part;
    child.place = place;
    return table.children.emplace_back(std::move(child));
}

void set_value(Node& root, std::vector<std::string> const& parts, Node value, Place const& place) {
    Node* node = &root;
    std::string path;
    for (auto const& part : parts) {
        if (node->kind == Node::Kind::table) {
            node = &member_of(*node, part, place);
        } else {
            require(node->kind == Node::Kind::array, place.text + ": " + words::printable(path) +
                                                         " = " + value_text(*node) + " is " +
                                                         kind_text(*node) + ", not a table; set " +
                                                         words::printable(path) + " as a whole");
            node = &element_of(*node, part, path, place.text);
        }
        path += (path.empty() ? "" : ".") + part;
    }
    value.key = node->key;
    place_everywhere(value, place);
    *node = std::move(value);
}

bool is_key(std::vector<std::string> const& parts) {
    return parts.size() <= 8 &&
           std::none_of(parts.begin(), parts.end(), [](auto& part) { return part.empty(); });
}

}  // namespace

void require_distinct(std::vector<std::string> const& overrides) {
    std::map<std::string, std::string> values;
    for (auto const& text : overrides) {
        std::size_t const equals = std::min(text.find('='), text.size());
        std::string const key = trimmed(std::string_view(text).substr(0, equals));
        std::string const value = trimmed(std::string_view(text).substr(equals));
        auto const [before, is_new] = values.try_emplace(key, value);
        require(is_new, "--set " + words::printable(key) + ": is given twice, " +
                            words::printable(before->second.substr(0, 80)) + " and " +
                            words::printable(value.substr(0, 80)) + ". Leave one of the two out?");
    }
}

std::string value_at(Node const& root, std::string const& key) {
    Node const* node = &root;
    for (auto const& part : split(key)) {
        if (node->kind == Node::Kind::table) {
            node = node->find(part);
        } else {
            auto const& elements = node->children;  // empty for a value that is not an array
            auto const named = std::ranges::find_if(elements, [&](Node const& element) {
                auto const* name = element.find("name");
                return name != nullptr && name->text == part;
            });
            auto const index = index_of(part);
            node = named != elements.end()             ? &*named
                   : index && *index < elements.size() ? &elements[*index]
                                                       : nullptr;
        }
        if (node == nullptr) return {};
    }
    return value_text(*node, 0);
}

void set_key(Node& root, std::string const& key, Node value) {
    auto const parts = split(key);
    require(is_key(parts), value.place.text + ": " + words::printable(key) +
                               " is not a dotted key; accepted: a key such as price.volatility");
    Place const place = value.place;
    set_value(root, parts, std::move(value), place);
}

std::map<std::string, std::string> apply_overrides(Node& root,
                                                   std::vector<std::string> const& overrides) {
    std::map<std::string, std::string> set;
    for (auto const& text : overrides) {
        auto const equals = text.find('=');
        std::string const key = trimmed(std::string_view(text).substr(0, equals));
        std::string const value = equals == text.npos
                                      ? std::string{}
                                      : trimmed(std::string_view(text).substr(equals + 1));
        std::string const where = "--set " + words::printable(key);
        auto const parts = split(key);
        require(equals != text.npos && is_key(parts) && !value.empty(),
                "--set " + words::printable(text.substr(0, 80)) +
                    ": is not KEY=VALUE; accepted: a dotted key and a TOML value, such as "
                    "simulation.paths=1e6 or event.NAME.by=7d");
        Node node = read_value(value, where);
        set[key] = value_text(node, 0);
        set_value(root, parts, std::move(node), {where, 0, 0});
    }
    return set;
}

}  // namespace liq::scenario
