/// \file
/// What is said of a quantity whose distribution over paths a run keeps.
#pragma once

#include <cstddef>
#include <cstdint>

#include "host/findings/statistics.hpp"
#include "models/core/units.hpp"
#include "models/estimate/quantities.hpp"
#include "models/estimate/windows.hpp"

namespace liq::findings {

struct QuantityDescription {
    /// A distance is a difference of log prices, without a sign.
    enum class Kind : std::uint8_t { amount, fraction, price, distance };
    enum class Condition : std::uint8_t { always, waterfall };
    /// The largest value that the quantity can have.
    enum class Most : std::uint8_t { fuel_of_longs, fuel_of_shorts, fuel, one, nothing };

    char const* name;   ///< dotted as in the JSON
    char const* label;  ///< name in texts for people
    char const* meaning;
    Kind kind;
    Tail worst;
    Most most;
    Quantity counted;  ///< its index in the counters of a run
    /// The index of the same quantity without the cascade; equal to `counted` where the quantity
    /// is always zero without the cascade.
    Quantity without_cascade;
    Condition condition = Condition::always;  ///< which runs have it
    int since = 0;           ///< first minor version of the layout of reports with this quantity
    int window = no_window;  ///< index of its window of time (models/estimate/windows.hpp)
    bool in_text = true;     ///< whether the summary for the terminal has it

    static constexpr int no_window = -1;
    [[nodiscard]] constexpr char const* unit() const {
        return kind == Kind::fraction || kind == Kind::distance ? "1" : "USD";
    }
    /// Whether the amounts of its window are known with steps of this length.
    [[nodiscard]] constexpr bool fits(Duration step) const {
        return window == no_window ||
               step.seconds <= window_seconds[static_cast<std::size_t>(window)];
    }
    /// Whether every run of the newest layout has it.
    [[nodiscard]] constexpr bool is_always_there() const {
        return condition == Condition::always && window == no_window;
    }
    [[nodiscard]] constexpr bool worst_is_low() const { return worst == Tail::low; }
};

/// The largest amount of a window.
constexpr QuantityDescription largest_within(int window, WindowSide side, char const* name,
                                             char const* label, char const* meaning) {
    using enum QuantityDescription::Most;
    Quantity const counted = window_quantity(window, side);
    auto const most = side == WindowSide::both    ? fuel
                      : side == WindowSide::longs ? fuel_of_longs
                                                  : fuel_of_shorts;
    return {.name = name,
            .label = label,
            .meaning = meaning,
            .kind = QuantityDescription::Kind::amount,
            .worst = Tail::high,
            .most = most,
            .counted = counted,
            .without_cascade = counted,
            .since = 5,
            .window = window,
            .in_text = side == WindowSide::both};
}

}  // namespace liq::findings
