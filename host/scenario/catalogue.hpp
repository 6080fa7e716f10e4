/// \file
/// Every key that a scenario can have, from the `describe` lists: what `schema` prints, what
/// unknown keys are compared with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "host/words/nearest.hpp"
#include "models/core/parameter_form.hpp"

namespace liq::scenario {

struct KeyInfo {
    using Value =
        std::variant<std::monostate, bool, std::uint64_t, double, std::string, std::vector<double>>;

    std::string key;             ///< dotted; `event.up` for every event
    std::string type;            ///< "number", "integer", "duration", ...
    std::string unit;            ///< empty where there is none
    std::optional<Range> range;  ///< of numbers; of durations in seconds
    Value default_value;         ///< std::monostate: required, or see `default_text`
    std::string default_text;
    std::string meaning;
    bool required = false;
    std::vector<std::string> words;  ///< accepted ones
    /// The key belongs to one price model or event kind only: "price.model" or "event.kind" ...
    std::string only_with_key;
    std::string only_with_word;  ///< ... and its word
    std::vector<KeyInfo> parts;  ///< keys of the tables in a list of tables
};

/// The keys that are built, section by section; one entry for each event kind that has the key.
std::vector<KeyInfo> built_keys();

/// Whether `key` is a table (or an array of tables) that is built.
bool is_section(std::string_view key);

/// The line for an unknown key: "Did you mean simulation.paths?", or the keys that its table has.
std::string suggestion_for(std::string const& unknown);

using words::nearest;

}  // namespace liq::scenario
