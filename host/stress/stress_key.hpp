/// \file
/// The numbers of a scenario that a stress test may change, and the measure of a change.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "host/scenario/scenario.hpp"
#include "models/core/parameter_form.hpp"

namespace liq::stress {

/// A number may become at most this many times as large or as small, if its range does not allow
/// less.
inline constexpr double largest_ratio = 100;

/// A number of the scenario with its dotted key; its value in the scenario is the base. Where a key
/// has two sides with different values (`{ bid, ask }`, `{ long, short }`), both are multiplied by
/// the same factor.
struct StressKey {
    std::string name;
    std::string unit;
    std::string meaning;
    Range range;
    std::vector<double> base;          ///< one number, or one for each side
    std::array<char const*, 2> sides;  ///< names of the sides
    /// true: a change is ln(value/base), where the base is above 0 and the range has no negative
    /// values; false: it is value - base, in the unit of the key.
    bool is_ratio = true;

    [[nodiscard]] bool has_sides() const { return base.size() == 2; }
    /// The value after a change; for a key with sides the factor.
    [[nodiscard]] double value(double change) const;
    /// The value after a change as TOML, for `--set`.
    [[nodiscard]] std::string toml(double change) const;
    /// The size of the largest change in a direction (+1 or -1), at least 0: up to the end of the
    /// range, or to `largest_ratio`.
    [[nodiscard]] double limit(int direction) const;
};

/// The key with this name, such as `event.NAME.level` for an event or `wall.0.notional` for a wall.
/// \throws Error if there is no such key, with the nearest one; if it is not a number; and if it is
/// left at a default
StressKey stress_key(scenario::Scenario const& scenario, std::string const& name);

}  // namespace liq::stress
