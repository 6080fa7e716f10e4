/// \file
/// Windows of time in which the liquidations of a path are added up.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "models/core/units.hpp"

namespace liq {

/// Their lengths, ascending [s].
inline constexpr std::array<std::int64_t, 3> window_seconds{300, 3600, seconds_per_day};
inline constexpr int n_windows = static_cast<int>(window_seconds.size());
inline constexpr int hour_window = 1;  ///< of these, the one whose largest amount is dated
static_assert(window_seconds[hour_window] == 3600);

/// The windows of a run, and the memory that they take.
struct WindowTables {
    std::array<int, n_windows> steps{};  ///< whole steps that fit; 0: a step is longer
    int capacity = 0;                    ///< steps with liquidations that a path remembers
};

/// \param step_seconds  length of a step [s]
/// \param n_steps       of a path
/// \param most          the most steps of a path in which something can be liquidated
inline WindowTables windows_of(std::int64_t step_seconds, int n_steps, int most) {
    WindowTables windows;
    for (std::size_t i = 0; i < window_seconds.size(); ++i) {
        windows.steps[i] = static_cast<int>(window_seconds[i] / step_seconds);
    }
    if (windows.steps.back() == 0 || most == 0) return windows;
    // What happens at t = 0 is an entry of its own beside the first step.
    windows.capacity = std::min({windows.steps.back(), n_steps, most}) + 1;
    return windows;
}

/// What happened in one step.
struct StepOfWindow {
    int step;      ///< from 1; what happens at t = 0 counts with the first step
    int time_bin;  ///< see `When`
    FuelTicks fuel[n_sides];
};

/// What a path remembers for its windows; `capacity` entries of StepOfWindow follow it in memory.
struct WindowsOfPath {
    int next;                           ///< place in the ring of the next step
    int held[n_windows];                ///< number of steps, the newest ones, in a window
    int hour_began;                     ///< time bin of the step with which the largest hour begins
    FuelTicks now[n_windows][n_sides];  ///< in the window that ends with the newest
    FuelTicks most[n_windows][n_sides];  ///< the most of each side
    FuelTicks most_of_both[n_windows];   ///< of both sides together
};

/// Memory of a path for its windows [bytes].
constexpr int bytes_of_windows(int capacity) {
    return capacity == 0 ? 0
                         : static_cast<int>(sizeof(WindowsOfPath)) +
                               capacity * static_cast<int>(sizeof(StepOfWindow));
}

}  // namespace liq
