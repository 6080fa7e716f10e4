/// \file
/// One part of a living book, a class of a side, along a path: what is counted of it, and the units
/// in which.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "models/book/inflow.hpp"
#include "models/book/parameters.hpp"
#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

/// Numbers of units are whole and below 2^53, so that doubles hold them exactly.
template <int Lanes>
struct LivingPart {
    PerLane<double, Lanes> worth;       ///< of a unit, since it was last counted anew; 1 at first
    PerLane<double, Lanes> factor;      ///< the same in 1/16 USD
    PerLane<double, Lanes> units;       ///< alive
    PerLane<double, Lanes> gone;        ///< units liquidated since their worth last changed
    PerLane<FuelTicks, Lanes> in_step;  ///< liquidated in the step that is running
    /// The flows of BookFlows.
    PerLane<FuelTicks, Lanes> opened, closed, liquidated, deleveraged, off_grid;
    PerLane<int, Lanes> edge;  ///< nearest level that holds fuel; beyond the grid if none does
    PerLane<int, Lanes> known_from, known_to;  ///< levels with an entry in `Levels`
    PerLane<int, Lanes> cells_at;              ///< entry price of the first cell
    PerLane<int, Lanes> low, high;             ///< cells in which positions have entered
    /// From this level on everything that positions which enter in this cell fill holds fuel.
    PerLane<int, Lanes> sure_from, sure_cell;
    PerLane<int, Lanes> coarser;  ///< log2 of how much coarser units have become
    PerLane<int, Lanes> is_wide;  ///< 1: buckets instead of cells
};

/// One side of one class.
struct Part {
    int index;
    LIQ_HD static Part of(int class_of_book, Side side) {
        return {class_of_book * n_sides + static_cast<int>(side)};
    }
    [[nodiscard]] LIQ_HD int side() const { return index % n_sides; }
    [[nodiscard]] LIQ_HD int class_of_book() const { return index / n_sides; }
};
inline constexpr int max_parts = max_classes * n_sides;

/// All parts of the paths of a tile.
template <int Lanes>
struct LivingState {
    LivingPart<Lanes> parts[max_parts];
};
/// One lane alone, as in a GPU thread, keeps them in the memory of the path.
template <>
struct LivingState<1> {};

/// Exponent of a positive normal number.
LIQ_HD int exponent_of(double value) {
    return static_cast<int>((__builtin_bit_cast(std::int64_t, value) >> 52) & 0x7ff) - 1023;
}
/// 2^n for n in -1022 .. 1023.
LIQ_HD double power_of_two(int n) {
    return __builtin_bit_cast(double, static_cast<std::int64_t>(n + 1023) << 52);
}

/// The nearest integer, ties to even, of a number below 2^51 in size: when 1.5 * 2^52 is added, the
/// integer stands in the last bits. Every instruction set can do this for several numbers side by
/// side, which is not so for a conversion.
LIQ_HD double nearest_whole(double value) {
    double const shift = 6755399441055744.0;
    return (value + shift) - shift;
}
/// A whole number below 2^51 in size as a double, for several side by side too.
LIQ_HD double double_of(std::int64_t whole) {
    double const shift = 6755399441055744.0;
    return __builtin_bit_cast(double, whole + __builtin_bit_cast(std::int64_t, shift)) - shift;
}
/// The integer part of a number from 0 to 2^51.
LIQ_HD std::int64_t whole_part(double value) {
    double const shift = 6755399441055744.0;
    double const shifted = value + shift;
    return __builtin_bit_cast(std::int64_t, shifted) - __builtin_bit_cast(std::int64_t, shift) -
           static_cast<std::int64_t>(shifted - shift > value);
}

/// Fuel of so many units; rounds once.
LIQ_HD FuelTicks ticks_of(double units, double factor) {
    return static_cast<FuelTicks>(units * factor + 0.5);
}

/// How many units a part has. A renewal opens N = N0/worth of them for each 2^-22 of the mix, and
/// the worth of a unit falls from 1 to 2^-growth before all are counted anew in a unit 2^growth
/// times as large. N0 and the growth are as large as 32-bit cells and sums below 2^53 allow.
class LivingUnits {
  public:
    LivingUnits() = default;
    /// \param kept    f, the share of the book that a renewal leaves [1]
    /// \param target  of the fuel at t = 0 [1]
    LivingUnits(double kept, double target, bool has_mix) {
        double const opening = target * (1.0 - kept);
        opens_ = has_mix && 1.0 - kept >= least_share && opening >= least_share;
        if (!opens_) return;
        double const cells = most_in_cells * (1.0 - kept);  // largest N: all N sum to N/(1 - f)
        int const all = exponent_of(cells);
        int const by_cells = std::clamp(all - usual_growth, std::min(9, all - 1), 14);
        int const log2_first = std::min(by_cells, 51 - mix_bits + exponent_of(opening));
        first_ = power_of_two(log2_first);
        growth_ = all - log2_first;
        per_fuel_ = opening * power_of_two(-mix_bits - log2_first);
    }

    /// Whether anything opens in a part that holds fuel at t = 0. What is less than 2^-24 of it in
    /// a renewal does not.
    LIQ_HD bool opens(FuelTicks initial) const { return opens_ && initial > 0; }
    /// What a unit is worth at first [1/16 USD].
    LIQ_HD double first_worth(FuelTicks initial) const {
        return opens(initial) ? static_cast<double>(initial) * per_fuel_ : 1.0 / 16.0;
    }
    LIQ_HD double first_inflow() const { return first_; }
    LIQ_HD int growth() const { return growth_; }

  private:
    static constexpr double least_share = 1.0 / (1 << 24);
    static constexpr double most_in_cells = 1.5e9;
    static constexpr int usual_growth = 15;
    double per_fuel_ = 0;
    double first_ = 0;  ///< N0, a power of two
    int growth_ = 20;
    bool opens_ = false;
};

}  // namespace liq::inline LIQ_TARGET
