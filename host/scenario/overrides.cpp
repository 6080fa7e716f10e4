#include "host/scenario/overrides.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "host/errors.hpp"
#include "host/scenario/element_keys.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/words/nearest.hpp"
#include "host/words/printable.hpp"
#include "host/words/shell.hpp"

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

Node& child_of(Node& list, std::string const& part, std::string const& path,
               std::string const& where) {
    if (auto const* element = element_of(list, part)) return const_cast<Node&>(*element);
    std::vector<std::string> names;
    for (auto const& element : list.children) {
        auto const* name = element.find("name");
        if (name != nullptr && name->kind == Node::Kind::string) names.push_back(name->text);
    }
    std::string message = where + ": there is no " + words::printable(path) + "." +
                          words::printable(part) + "; there are " +
                          std::to_string(list.children.size());
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
            node = &child_of(*node, part, path, place.text);
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

/// Options that set a key.
struct KeyOption {
    std::string_view option, key;
};
constexpr std::array key_options{KeyOption{"--paths", "simulation.paths"},
                                 KeyOption{"--seed", "simulation.seed"},
                                 KeyOption{"--step-check", "simulation.step_check"},
                                 KeyOption{"--book-draws", "simulation.book_draws"},
                                 KeyOption{"--price-draws", "simulation.price_draws"},
                                 KeyOption{"--target-se", "simulation.target_standard_error"}};

/// One element of a list of changes.
struct Assignment {
    std::string_view option;  ///< that was given instead of --set; empty: --set
    std::string where;        ///< for messages: "--set price.volatility", "--paths"
    std::string key, value;   ///< an empty value: there was none
};

Assignment assignment_of(std::string_view text) {
    auto const equals = std::min(text.find('='), text.size());
    std::string const left = trimmed(text.substr(0, equals));
    std::string value = trimmed(text.substr(std::min(equals + 1, text.size())));
    auto const option = std::ranges::find(key_options, left, &KeyOption::option);
    if (option != key_options.end())
        return {option->option, left, std::string(option->key), std::move(value)};
    return {"", "--set " + words::printable(left), left, std::move(value)};
}

/// The message for a change that undoes an earlier one.
std::string refusal_of_two(Assignment const& before, Assignment const& now, bool same) {
    std::string const values = words::printable(before.value.substr(0, 80)) + " and " +
                               words::printable(now.value.substr(0, 80)) +
                               ". Leave one of the two out?";
    if (now.where == before.where) return now.where + ": is given twice, " + values;
    if (same) return now.where + ": sets the same key as " + before.where + ": " + values;
    return now.where + ": undoes " + before.where + ", a part of it: " + values;
}

}  // namespace

std::string value_at(Node const& root, std::string const& key) {
    Node const* node = &root;
    for (auto const& part : split(key)) {
        node = node->kind == Node::Kind::table ? node->find(part) : element_of(*node, part);
        if (node == nullptr) return {};
    }
    return value_text(*node, 0);
}

void set_key(Node& root, std::string const& key, Node value) {
    auto const parts = split(key);
    Place const place = value.place;
    require(is_key(parts), place.text + ": " + words::printable(key) +
                               " is not a dotted key; accepted: a key such as price.volatility");
    static_cast<void>(with_indices(root, key, place.text));
    set_value(root, parts, std::move(value), place);
}

std::map<std::string, std::string> apply_overrides(Node& root,
                                                   std::vector<std::string> const& overrides) {
    std::map<std::string, std::string> set;
    for (auto const& text : overrides) {
        Assignment const asked = assignment_of(text);
        require(is_key(split(asked.key)) && !asked.value.empty(),
                "--set " + words::printable(text.substr(0, 80)) +
                    ": is not KEY=VALUE; accepted: a dotted key and a TOML value, such as "
                    "simulation.paths=1e6 or event.NAME.by=7d");
        Node node = read_value(asked.value, asked.where);
        node.place = {asked.where, 0, 0};
        set[asked.key] = value_text(node, 0);
        set_key(root, asked.key, std::move(node));
    }
    return set;
}

void require_distinct(std::vector<std::string> const& overrides, Node root) {
    std::vector<Assignment> before;
    std::vector<std::string> keys;
    for (auto const& text : overrides) {
        Assignment now = assignment_of(text);
        std::string const key = with_indices(root, now.key, now.where);
        for (std::size_t i = 0; i < before.size(); ++i) {
            // --target-se keeps the outcome.
            if (now.option == "--target-se" && keys[i] == key + ".outcome") continue;
            require(!covers(key, keys[i]), refusal_of_two(before[i], now, key == keys[i]));
        }
        keys.push_back(key);
        before.push_back(std::move(now));
        try {  // so that a later key is seen as it will be
            static_cast<void>(apply_overrides(root, {text}));
        } catch (Error const&) {  // the error is reported where the scenario is read
        }
    }
}

std::vector<std::string> without(std::vector<std::string> const& overrides, Node root,
                                 std::vector<std::string> const& later) {
    static_cast<void>(apply_overrides(root, overrides));
    std::vector<std::string> kept;
    for (auto const& text : overrides) {
        std::string const key = with_indices(root, assignment_of(text).key, text);
        bool const lost = std::ranges::any_of(later, [&](std::string const& other) {
            return covers(with_indices(root, other, text), key);
        });
        if (!lost) kept.push_back(text);
    }
    return kept;
}

std::string option_text(std::string const& override_text) {
    Assignment const asked = assignment_of(override_text);
    if (asked.option.empty()) return "--set " + words::shell_word(override_text);
    return std::string(asked.option) + " " + words::shell_word(asked.value);
}

}  // namespace liq::scenario
