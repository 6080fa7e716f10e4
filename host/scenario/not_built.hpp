/// \file
/// What a scenario will be able to say and this version cannot do yet: refused by name, never
/// ignored and never called unknown. Building one means deleting its line here.
#pragma once

#include <array>
#include <string_view>

namespace liq {

/// A key, or with `whole` a table with everything in it.
struct NotBuiltKey {
    std::string_view key;  ///< dotted; arrays of tables without an index
    std::string_view meaning;
    bool whole = false;
};

inline constexpr std::array not_built_keys{
    NotBuiltKey{"sweep", "a grid of runs", true},
    NotBuiltKey{"variant", "named changes of the base run", true},
    NotBuiltKey{"variant.name", "of a variant"},
    NotBuiltKey{"variant.set", "keys that a variant changes"},
    NotBuiltKey{"limit", "declared limits", true},
    NotBuiltKey{"limit.metric", "what a limit judges"},
    NotBuiltKey{"limit.warn", "of a limit"},
    NotBuiltKey{"limit.max", "of a limit"},
};

}  // namespace liq
