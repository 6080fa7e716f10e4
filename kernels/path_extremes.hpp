/// \file
/// The extremes of a step of one lane, and what happens there (models/law.md 6.2 and 6.3).
#pragma once

#include "kernels/path_between_ends.hpp"

namespace liq::inline LIQ_TARGET {

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathBetweenEnds<Price, Monitoring, Pressure>::visit_extremes_and_end(
    Tile<Lanes>& tile, int lane, std::uint64_t first_path, int within, When when,
    CounterSink const& sink) const {
    Extremes const x{tile.low[lane], tile.high[lane]};
    Extremes p = x;
    if constexpr (Pressure::active) {
        PriceRange const impacts =
            pressure_.impacts_of_step(tile.pressure, (*tile.carried).before, lane);
        if (impacts.low != 0.0f || impacts.high != 0.0f)
            p = extremes_with(tile, lane, within, 1.0f);
        if (pressure_.touches(tile.pressure, lane, PriceRange{x.low, x.high}, impacts) != 0)
            p = for_rare_code(*this).reach(tile, lane, p, first_path, within, when, sink);
    }
    observe_extremes(tile, lane, p, when, sink);
    visit(tile, lane, tile.x[lane], when, sink);
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathBetweenEnds<Price, Monitoring, Pressure>::observe_extremes(
    Tile<Lanes>& tile, int lane, Extremes const& p, When when, CounterSink const& sink) const {
    bool const low_first = tile.increment[lane] > 0.0f;
#pragma unroll 1
    for (int i = 0; i < 2; ++i) {
        bool const low = (i == 0) == low_first;
        Prices const prices{low ? p.low : p.high, low ? tile.low[lane] : tile.high[lane]};
        if constexpr (Pressure::settles && !Pressure::active) {
            visit(tile, lane, prices.fundamental, when, sink);
        } else {
            observe(tile, lane, prices, when, sink);
        }
    }
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathBetweenEnds<Price, Monitoring, Pressure>::visit_jump(
    Tile<Lanes>& tile, int lane, int within, When when, CounterSink const& sink) const {
    tile.x[lane] += jump_of(tile, within, lane);
    visit(tile, lane, tile.x[lane], when, sink);
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD Extremes PathBetweenEnds<Price, Monitoring, Pressure>::extremes_with(Tile<Lanes>& tile,
                                                                            int lane, int within,
                                                                            float share) const {
    LogPrice const before =
        share * pressure_.impact_before(tile.pressure, (*tile.carried).before, lane);
    LogPrice const after = share * pressure_.impact(tile.pressure, lane);
    Move const move{tile.from[lane] + before, tile.increment[lane] + (after - before),
                    tile.variance[lane]};
    return monitoring_.extremes((*tile.carried).bridge, within, lane, move);
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD_APART Extremes PathBetweenEnds<Price, Monitoring, Pressure>::reach(
    Tile<Lanes>& tile, int lane, Extremes p, std::uint64_t first_path, int within, When when,
    CounterSink const& sink) const {
    float const share = pressure_.pass_through();
    Extremes const mark = share == 1.0f ? p : extremes_with(tile, lane, within, share);
    if (!reaches(tile, lane, mark)) return p;
    return walk_between(tile, lane, p, mark, false, first_path, within, when, sink);
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD Extremes PathBetweenEnds<Price, Monitoring, Pressure>::walk_between(
    Tile<Lanes>& tile, int lane, Extremes const& p, Extremes const& mark, bool is_heavy,
    std::uint64_t first_path, int within, When when, CounterSink const& sink) const {
    float const variance = tile.variance[lane];
    Spreads const spreads = monitoring_.spreads((*tile.carried).bridge, within, lane, variance);
    StepBetween const step{tile.from[lane], tile.x[lane], variance, spreads,
                           tile.increment[lane] > 0.0f};
    return walk(tile, lane, step, mark, p, is_heavy, first_path, when, sink);
}

}  // namespace liq::inline LIQ_TARGET
