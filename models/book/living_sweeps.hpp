/// \file
/// How prices take fuel out of a living book (models/law.md 4 and 6.3). One lane at a time.
#pragma once

#include <limits>

#include "models/book/living_book.hpp"

namespace liq::inline LIQ_TARGET {

LIQ_HD std::int64_t* LivingBook::units_of(int lane, Side side) const {
    int const from = offset_ + static_cast<int>(n_sides * sizeof(SideAccount)) +
                     (static_cast<int>(side) * buckets + grid::levels) * 8;
    return memory_.template at<std::int64_t>(lane, from);
}

LIQ_HD double* LivingBook::gaps_of(int lane, Side side) const {
    int const from = offset_ + static_cast<int>(n_sides * sizeof(SideAccount)) +
                     ((n_sides + static_cast<int>(side)) * buckets + grid::levels) * 8;
    return memory_.template at<double>(lane, from);
}

LIQ_HD float LivingBook::nearest(int lane, Side side) const {
    int const edge = account(lane, side).edge;
    if (edge > grid::levels) return std::numeric_limits<float>::infinity();
    return static_cast<float>(edge) * (1.0f / static_cast<float>(grid::points_per_unit));
}

LIQ_HD int LivingBook::level_within(float distance) {
    float const in_levels = distance * static_cast<float>(grid::points_per_unit);
    float const last = static_cast<float>(grid::levels);
    float const capped = in_levels < last ? in_levels : last;
    float const limited = capped > -last - 1.0f ? capped : -last - 1.0f;
    int const towards_zero = static_cast<int>(limited);
    return towards_zero - static_cast<int>(static_cast<float>(towards_zero) > limited);
}

LIQ_HD int LivingBook::next_filled(std::int64_t const* units, int level) {
    while (units[level] == 0) ++level;
    return level;
}

LIQ_HD FuelTicks LivingBook::reached(int lane, Side side, float distance) const {
    SideAccount const& a = account(lane, side);
    std::int64_t const* const units = units_of(lane, side);
    int const to = level_within(distance);
    std::int64_t sum = 0;
    for (int level = a.edge; level <= to; ++level) sum += units[level];
    return worth_of(a, sum);
}

template <class OnBucket>
LIQ_HD void LivingBook::take(int lane, Side side, float distance, bool with_gaps,
                             OnBucket const& bucket) const {
    SideAccount& a = account(lane, side);
    std::int64_t* const units = units_of(lane, side);
    double* const gaps = gaps_of(lane, side);
    int const to = level_within(distance);
    for (int level = a.edge; level <= to; ++level) {
        std::int64_t const gone = units[level];
        if (gone == 0) continue;
        units[level] = 0;
        double gap = 0;
        if (with_gaps) {
            gap = gaps[level] / static_cast<double>(gone);
            gaps[level] = 0;
        }
        bucket(level, liquidate(a, gone), gap);
    }
    if (a.edge <= to) a.edge = next_filled(units, to + 1);
}

LIQ_HD double LivingBook::deleverage(int lane, Side side, FuelTicks wanted) const {
    SideAccount& a = account(lane, side);
    double const share = share_closed_pro_rata(a, wanted);
    if (a.factor <= 0) count_anew(lane, side);
    return share;
}

LIQ_HD FuelTicks LivingBook::alive(int lane, Side side) const {
    std::int64_t const* const units = units_of(lane, side);
    std::int64_t sum = 0;
    for (int level = -grid::levels; level <= grid::levels; ++level) sum += units[level];
    return ticks_of(account(lane, side), sum);
}

}  // namespace liq::inline LIQ_TARGET
