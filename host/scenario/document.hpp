/// \file
/// A TOML text as a tree of values, each with the place where it was written. The rest of the
/// program uses this tree instead of toml++.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace liq::scenario {

/// Largest scenario file that is read.
inline constexpr std::size_t max_scenario_bytes = 1 << 20;

/// The place where something was written: `file:line:column`, or `--set KEY` on the command line.
struct Place {
    std::string text;
    int line = 0;  ///< 0 for the command line and for the file as a whole
    int column = 0;
};

/// One value of a document.
struct Node {
    enum class Kind : std::uint8_t { table, array, string, integer, number, boolean, date };

    Kind kind = Kind::table;
    std::string key;             ///< within its table; empty in an array
    Place place;                 ///< of the key; in an array, of the value
    std::vector<Node> children;  ///< of a table (in the order of the text) or of an array
    std::string text;            ///< of a string; of a date, as it was written
    std::int64_t integer = 0;
    double number = 0;
    bool boolean = false;

    /// The child of a table by its key, or null.
    [[nodiscard]] Node const* find(std::string_view name) const;
    [[nodiscard]] Node* find(std::string_view name);
};

/// The root table of a TOML text. `source` is the name of the text in places. Refuses a text that
/// is not TOML 1.0 in UTF-8, is longer than `max_scenario_bytes` or has more than 16 levels of
/// nesting.
Node parse_document(std::string_view text, std::string const& source);

/// The value as TOML on one line, cut after about `limit` characters (0: not cut).
std::string value_text(Node const& node, std::size_t limit = 60);

/// The kind of a value in messages: "a table", "an empty list", "text".
std::string kind_text(Node const& node);

}  // namespace liq::scenario
