/// \file
/// Every key that a scenario can have, collected from the `describe` functions. The command
/// `schema` prints this list, and unknown keys are compared with it.
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

    std::string key;             ///< dotted; `event.up` stands for the key of every event
    std::string type;            ///< "number", "integer", "duration", ...
    std::string unit;            ///< empty where there is none
    std::optional<Range> range;  ///< of a number; of a duration in seconds
    Value default_value;         ///< std::monostate: required, or see `default_text`
    std::string default_text;
    std::string meaning;
    bool required = false;
    std::vector<std::string> words;  ///< the words that are accepted
    /// The key exists only where the key `only_with_key` ("price.model", "event.kind") has the
    /// value `only_with_word`; both are empty for a key that always exists.
    std::string only_with_key;
    std::string only_with_word;
    std::vector<KeyInfo> parts;  ///< keys of the tables in a list of tables
};

/// All keys, section by section. A key of several price models or event kinds has an entry for
/// each of them. Made once; every run of a batch asks for them.
std::vector<KeyInfo> const& known_keys();

/// Whether a scenario can have a table (or an array of tables) with this dotted name.
bool is_section(std::string_view key);

using words::nearest;

}  // namespace liq::scenario
