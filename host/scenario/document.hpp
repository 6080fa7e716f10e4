/// \file
/// A TOML text as a tree of values that know where they stand. The only users of toml++ are behind
/// this header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace liq::scenario {

/// Largest scenario file that is read.
inline constexpr std::size_t max_scenario_bytes = 1 << 20;

/// Where something was written: `file:line:column`, or the command line's `--set KEY`.
struct Place {
    std::string text;
    int line = 0;  ///< 0: from the command line, or the file as a whole
    int column = 0;
};

/// One value of a document.
struct Node {
    enum class Kind : std::uint8_t { table, array, string, integer, number, boolean, date };

    Kind kind = Kind::table;
    std::string key;             ///< within its table; empty in an array
    Place place;                 ///< of the key; in an array, of the value
    std::vector<Node> children;  ///< of a table (in the order written) or an array
    std::string text;            ///< of a string; of a date as written
    std::int64_t integer = 0;
    double number = 0;
    bool boolean = false;

    /// The child of a table by its key, or null.
    [[nodiscard]] Node const* find(std::string_view name) const;
    [[nodiscard]] Node* find(std::string_view name);
};

/// The root table of a TOML text. `source` names the text in places. Refuses what is not TOML 1.0
/// in UTF-8, what is longer than `max_scenario_bytes` and what is nested deeper than 16 levels.
Node parse_document(std::string_view text, std::string const& source);

/// The value as TOML, on one line; long ones are cut to about `limit` characters (0: never).
std::string value_text(Node const& node, std::size_t limit = 60);

/// What a value is, for messages: "a table", "text".
std::string kind_text(Node const& node);

}  // namespace liq::scenario
