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
    NotBuiltKey{"position", "the desk's own positions", true},
    NotBuiltKey{"position.name", "of a position"},
    NotBuiltKey{"position.side", "of a position"},
    NotBuiltKey{"position.notional", "of a position"},
    NotBuiltKey{"position.entry", "of a position"},
    NotBuiltKey{"position.leverage", "of a position"},
    NotBuiltKey{"position.wallet", "of a position"},
    NotBuiltKey{"position.venue", "of a position"},
    NotBuiltKey{"position.what_if", "changes to a position"},
};

}  // namespace liq
