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

/// Where orders stand in a table of depth, in all lanes: the last entry that is not above each. A
/// short table is walked once, which is faster than a search in each lane.
template <int Lanes>
LIQ_HD void find_entries(DepthCurves const& curves, PerLane<Usd, Lanes> const& imbalance,
                         PerLane<float, Lanes> const& log_depth, PerLane<int, Lanes>& entry) {
    int const short_table = 24;  // points
    PerLane<Usd, Lanes> usd;
    for_each_lane<Lanes>([&](int lane) {
        Usd const size = imbalance[lane] < 0.0f ? -imbalance[lane] : imbalance[lane];
        usd[lane] = DepthCurves::in_full_depth(size, log_depth[lane]);
    });
    if (Lanes == 1 || curves.points() > short_table) {
        for_each_lane<Lanes>(
            [&](int lane) { entry[lane] = curves.last_entry(imbalance[lane] > 0.0f, usd[lane]); });
        return;
    }
    for_each_lane<Lanes>(
        [&](int lane) { entry[lane] = imbalance[lane] > 0.0f ? 0 : depth_entries; });
    for (int k = 1; k <= curves.points(); ++k) {
        Usd const bid = curves.notional_at(k), ask = curves.notional_at(depth_entries + k);
        for_each_lane<Lanes>([&](int lane) {
            entry[lane] += static_cast<int>(usd[lane] >= (imbalance[lane] > 0.0f ? bid : ask));
        });
    }
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
    } else {
        displace_all(s, s.log_depth, imbalance, displaced);
    }
}

template <int Lanes>
LIQ_HD void MarketDepth::displace_all(State<Lanes> const& s,
                                      PerLane<float, Lanes> const& log_withdrawn,
                                      PerLane<Usd, Lanes> const& imbalance,
                                      PerLane<LogPrice, Lanes>& displaced) const {
    if (!curves_.has_table()) {
        for_each_lane<Lanes>([&](int lane) {
            float const distance =
                curves_.distance_by_power(imbalance[lane] > 0.0f, size_of(imbalance[lane]),
                                          log_withdrawn[lane] + s.elastic[lane]);
            displaced[lane] = signed_move(imbalance[lane], distance);
        });
    } else {
        PerLane<float, Lanes> log_depth;
        PerLane<int, Lanes> entry;
        for_each_lane<Lanes>(
            [&](int lane) { log_depth[lane] = log_withdrawn[lane] + s.elastic[lane]; });
        find_entries(curves_, imbalance, log_depth, entry);
        for_each_lane<Lanes>([&](int lane) LIQ_INLINED {
            float const distance = curves_.distance_by_table(
                imbalance[lane] > 0.0f, size_of(imbalance[lane]), log_depth[lane], entry[lane]);
            displaced[lane] = signed_move(imbalance[lane], distance);
        });
    }
}

}  // namespace liq::inline LIQ_TARGET
