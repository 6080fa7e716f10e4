#include "host/scenario/element_keys.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "host/errors.hpp"
#include "host/words/printable.hpp"

namespace liq::scenario {
namespace {

std::optional<std::size_t> index_of(std::string_view part) {
    std::size_t index = 0;
    auto const end = part.data() + part.size();
    auto const result = std::from_chars(part.data(), end, index);
    if (result.ec != std::errc{} || result.ptr != end) return std::nullopt;
    return index;
}

/// Refuses "00" for 0: by it one key would have two spellings.
void require_plain(std::string_view part, std::string const& path, std::string const& where) {
    bool const digits = part.find_first_not_of("0123456789") == part.npos;
    if (!digits || part.size() < 2 || part.front() != '0') return;
    std::size_t const first = std::min(part.find_first_not_of('0'), part.size() - 1);
    refuse(where + ": " + words::printable(path + "." + std::string(part)) +
           " has a number with leading zeros; accepted: the name of an element, or its number " +
           "from 0. Did you mean " +
           words::printable(path + "." + std::string(part.substr(first))) + "?");
}

}  // namespace

Node const* element_of(Node const& list, std::string_view part) {
    if (list.kind != Node::Kind::array) return nullptr;
    auto const named = std::ranges::find_if(list.children, [&](Node const& element) {
        Node const* const name = element.find("name");
        return name != nullptr && name->kind == Node::Kind::string && name->text == part;
    });
    if (named != list.children.end()) return &*named;
    auto const index = index_of(part);
    return index && *index < list.children.size() ? &list.children[*index] : nullptr;
}

std::string with_indices(Node const& root, std::string_view key, std::string const& where) {
    Node const* node = &root;
    std::string text;
    while (!key.empty()) {
        std::size_t const dot = std::min(key.find('.'), key.size());
        std::string part(key.substr(0, dot));
        key.remove_prefix(std::min(dot + 1, key.size()));
        if (node != nullptr && node->kind == Node::Kind::array) {
            Node const* const element = element_of(*node, part);
            Node const* const name = element == nullptr ? nullptr : element->find("name");
            if (name == nullptr || name->text != part) require_plain(part, text, where);
            if (element != nullptr) part = std::to_string(element - node->children.data());
            node = element;
        } else if (node != nullptr) {
            node = node->find(part);
        }
        text += (text.empty() ? "" : ".") + part;
    }
    return text;
}

bool covers(std::string_view key, std::string_view other) {
    return other.starts_with(key) && (other.size() == key.size() || other[key.size()] == '.');
}

}  // namespace liq::scenario
