/// \file
/// How new positions enter a living book (models/law.md 4). One lane at a time; within it, kinds of
/// positions side by side.
#pragma once

#include "models/book/living_book.hpp"

namespace liq::inline LIQ_TARGET {

/// The nearest integer, ties to even, of a number below 2^51 in size: when 1.5 * 2^52 is added, the
/// integer stands in the last bits. Every instruction set can do this for several numbers side by
/// side, which is not so for a conversion.
LIQ_HD std::int64_t nearest_integer(double value) {
    double const shift = 6755399441055744.0;
    return __builtin_bit_cast(std::int64_t, value + shift) -
           __builtin_bit_cast(std::int64_t, shift);
}

/// Splits each kind of positions between the two nearest levels, which must be on the grid.
/// Positions that the mark would liquidate go to the first level strictly beyond the mark. Returns
/// the units.
template <int Size>
LIQ_HD std::int64_t LivingBook::place(Renewal const& renewal, float const* distance,
                                      double const* weight, Batch<Size>& batch) {
    for_each_lane<Size>([&](int n) {
        float const z = distance[n] + renewal.traded;
        int const towards_zero = static_cast<int>(z);
        int const level = towards_zero - static_cast<int>(static_cast<float>(towards_zero) > z);
        double const share = static_cast<double>(z - static_cast<float>(level));
        double const amount = renewal.inflow * weight[n];
        std::int64_t const all = nearest_integer(amount);
        std::int64_t const shared = nearest_integer(amount * share);
        bool const beyond = level < renewal.first;
        std::int64_t const behind = beyond ? 0 : shared;
        batch.level[n] = beyond ? renewal.first : level;
        batch.here[n] = all - behind;
        batch.behind[n] = behind;
    });
    std::int64_t sum = 0;
    for (int n = 0; n < Size; ++n) sum += batch.here[n] + batch.behind[n];
    return sum;
}

/// The same where some kinds are off the grid; those are left out.
template <int Size>
LIQ_HD std::int64_t LivingBook::place_near_the_end(Renewal const& renewal, float const* distance,
                                                   double const* weight, Batch<Size>& batch) {
    float const last = static_cast<float>(grid::levels);
    PerLane<float, Size> at;
    PerLane<double, Size> there;
    for (int n = 0; n < Size; ++n) {
        float const z = distance[n] + renewal.traded;
        bool const off = z > last || z < -last || renewal.first > grid::levels;
        at[n] = off ? -renewal.traded : distance[n];
        there[n] = off ? 0.0 : weight[n];
    }
    int const first = renewal.first < grid::levels ? renewal.first : grid::levels;
    return place({renewal.traded, first, renewal.inflow}, at.value, there.value, batch);
}

/// New positions of target (1 - f) enter at the traded price, and are placed like the snapshot's
/// positions. Those that are off the grid are counted.
///
/// \param traded, mark  outwards
template <int Lanes>
LIQ_HD void LivingBook::fill(int lane, Side side, float traded, float mark) const {
    constexpr int size = batch<Lanes>;
    int const i = static_cast<int>(side);
    SideAccount& a = account(lane, side);
    InflowSideView const& in = inflow_.sides[i];
    if (in.count == 0) return;
    Renewal const renewal{traded * static_cast<float>(grid::points_per_unit),
                          level_within(mark) + 1,
                          static_cast<double>(a.initial) * target_[i] * (1.0 - kept_) / a.factor};
    float const last = static_cast<float>(grid::levels);
    std::int64_t* const units = units_of(lane, side);
    double* const gaps = gaps_of(lane, side);
    std::int64_t opened = 0, lost = 0;
    int nearest = a.edge;
    for (int from = 0; from < in.count; from += size) {
        float const* const distance = in.distance.from(from);
        double const* const weight = in.weight.from(from);
        Batch<size> b;
        bool const all_on_grid = distance[0] + renewal.traded >= -last &&
                                 distance[size - 1] + renewal.traded <= last &&
                                 renewal.first <= grid::levels;
        std::int64_t const placed = all_on_grid ? place(renewal, distance, weight, b)
                                                : place_near_the_end(renewal, distance, weight, b);
        opened += placed;
        if (!all_on_grid) {
            for (int n = 0; n < size; ++n) {
                lost += nearest_integer(renewal.inflow * weight[n]);
                nearest = b.level[n] < nearest ? b.level[n] : nearest;
            }
            lost -= placed;
        }
        for (int n = 0; n < size; ++n) {
            std::int64_t* const at = units + b.level[n];
            at[0] += b.here[n];
            at[1] += b.behind[n];
        }
        nearest = b.level[0] < nearest ? b.level[0] : nearest;
        if (!with_gaps_) continue;
        for (int n = 0; n < size; ++n) {
            double const gap = in.gap[from + n];
            double* const at = gaps + b.level[n];
            at[0] += static_cast<double>(b.here[n]) * gap;
            at[1] += static_cast<double>(b.behind[n]) * gap;
        }
    }
    a.opened += ticks_of(a, opened);
    a.off_grid += ticks_of(a, lost);
    a.units += opened;
    a.edge = next_filled(units, nearest);
}

}  // namespace liq::inline LIQ_TARGET
