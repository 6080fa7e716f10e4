/// \file
/// The numbers of a scenario that a stress test may change, and how far they are from where they
/// were.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "host/scenario/scenario.hpp"
#include "models/core/parameter_form.hpp"

namespace liq::stress {

/// How many times larger or smaller a number may become at the most, where its range does not say
/// less.
inline constexpr double largest_ratio = 100;

/// A number by its dotted key, with its value in the scenario as the base. A key of two sides that
/// differ (`{ bid, ask }`, `{ long, short }`) is varied by one factor of both.
struct StressKey {
    std::string name;
    std::string unit;
    std::string meaning;
    Range range;
    std::vector<double> base;          ///< one number, or one a side
    std::array<char const*, 2> sides;  ///< their names
    /// A change is ln(value/base), where the base is above 0 and the number never below; else it is
    /// value - base, in units of the key.
    bool is_ratio = true;

    [[nodiscard]] bool has_sides() const { return base.size() == 2; }
    /// The value after a change; of a key with sides the factor.
    [[nodiscard]] double value(double change) const;
    /// The same as TOML, for `--set`.
    [[nodiscard]] std::string toml(double change) const;
    /// The largest change in a direction (+1 or -1), not below 0: to the end of the range, or to
    /// `largest_ratio`.
    [[nodiscard]] double limit(int direction) const;
};

/// The key by its name, `event.NAME.level` for an event, `wall.0.notional` for a wall. Throws Error
/// for what is no key, with the nearest that is, and for what is no number or not written.
StressKey stress_key(scenario::Scenario const& scenario, std::string const& name);

}  // namespace liq::stress
