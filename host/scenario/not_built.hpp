/// \file
/// What a scenario will be able to say and this version cannot do yet: refused by name, never
/// ignored and never called unknown. Building one means deleting its line here.
#pragma once

#include <array>
#include <string_view>

namespace liq::scenario {

/// A key, or with `whole` a table with everything in it.
struct NotBuiltKey {
    std::string_view key;  ///< dotted; arrays of tables without an index
    std::string_view meaning;
    bool whole = false;
};

/// At present there are none.
inline constexpr std::array<NotBuiltKey, 0> not_built_keys{};

}  // namespace liq::scenario
