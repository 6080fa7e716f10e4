/// \file
/// What market depth does in every step, in all lanes (models/law.md 5).
#pragma once

#include "models/impact/market_depth.hpp"

namespace liq::inline LIQ_TARGET {

LIQ_HD LogPrice MarketDepth::past_walls(float log_depth, Usd imbalance) const {
    bool const bid = imbalance > 0.0f;
    Usd const size = size_of(imbalance);
    return signed_move(imbalance, curves_.has_table()
                                      ? curves_.distance_of(bid, size, log_depth)
                                      : curves_.distance_by_power(bid, size, log_depth));
}

template <int Lanes>
LIQ_HD LogPrice MarketDepth::past_walls_after(State<Lanes> const& s, int lane, float share,
                                              Usd imbalance, LogPrice before) const {
    if (relaxes_by_power_) return relaxing_.after(before, share, imbalance);
    return past_walls(withdrawal_.after(s.log_depth[lane], share) + s.elastic[lane], imbalance);
}

template <int Lanes>
LIQ_HD void MarketDepth::begin_step(State<Lanes>& s, int lane, float log2_variance_ratio) const {
    s.log_depth[lane] = withdrawal_.after_step(s.log_depth[lane]);
    float const low = log2_variance_ratio > -4.0f ? log2_variance_ratio : -4.0f;
    s.elastic[lane] = per_log_ratio_ * (low < 4.0f ? low : 4.0f);
    walls_.begin_step(s.walls, lane);
}

template <int Lanes>
LIQ_HD void MarketDepth::relax(State<Lanes> const& s, PerLane<Usd, Lanes> const& imbalance,
                               PerLane<LogPrice, Lanes>& displaced) const {
    if (relaxes_by_power_) {
        for_each_lane<Lanes>([&](int lane) {
            displaced[lane] = relaxing_.after_step(displaced[lane], imbalance[lane]);
        });
    } else if (!curves_.has_table()) {
        for_each_lane<Lanes>([&](int lane) {
            float const distance =
                curves_.distance_by_power(imbalance[lane] > 0.0f, size_of(imbalance[lane]),
                                          s.log_depth[lane] + s.elastic[lane]);
            displaced[lane] = signed_move(imbalance[lane], distance);
        });
    } else {
        LaneSet const moved = lanes_where<Lanes>(
            [&](int lane) { return static_cast<int>(size_of(imbalance[lane]) >= 1.0f); });
        for_each_lane<Lanes>([&](int lane) { displaced[lane] = 0.0f; });
        for_each_lane_of<Lanes>(
            moved, [&](int lane) { displaced[lane] = past_walls(s, lane, imbalance[lane]); });
    }
}

}  // namespace liq::inline LIQ_TARGET
