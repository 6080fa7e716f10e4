/// \file
/// How a walk takes what the mark reaches: in a light step as one order, else level by level
/// (models/law.md 6.3).
#pragma once

#include "kernels/path_walk.hpp"

namespace liq::inline LIQ_TARGET {

/// What moves the price by no more than this, all rounds together, is taken as one order: the
/// spacing of the grid (tools/decisions/within_a_step.md).
inline constexpr float light_step_limit = static_cast<float>(grid::spacing);

/// The words of a passage in a step, which count from 0: a normal variate and a uniform one.
LIQ_HD Quartet passage_words(PathStep const& at, int passage) {
    auto const stream =
        static_cast<std::uint32_t>(Stream::passage) + static_cast<std::uint32_t>(passage);
    return random_quartet(at.seed, at.path, at.step, static_cast<Stream>(stream));
}

/// v ln U of a bridge by the way from its beginning by the extreme to its end.
LIQ_HD float spread_of(float apart, float way) {
    float const spread = 0.5f * (apart - way) * (apart + way);
    return spread < 0.0f ? spread : 0.0f;
}

template <class Pressure, int Lanes, class Settle>
LIQ_HD bool PathWalk<Pressure, Lanes, Settle>::is_light(Extremes const& mark) {
    Moment then = when_extreme();
    int reached = 0;
#pragma unroll 1
    for (int side = 0; side < n_sides; ++side) {
        bool const down = side == 0;
        LogPrice const free = down ? mark.low : mark.high;
        reached += reaches(down, pressure_.mark_at_walls(s_, lane_, free, then)) ? 1 : 0;
    }
    // Where both extremes reach something, both are looked at before either is taken. So it is
    // before a wall notes what an extreme uses of it.
    bool const look_first = reached > (pressure_.follows_walls() ? 0 : 1);
    LogPrice shift = 0.0f;  // of the free price, by what the first extreme has reached
    float limit = light_step_limit;
#pragma unroll 1
    for (int i = look_first ? -2 : 0; i < 2; ++i) {
        bool const only_look = i < 0;
        bool const down = ((i & 1) == 0) == step_.low_first;
        LogPrice const free = (down ? mark.low : mark.high) + pressure_.mark_of(0.0f, shift);
        LogPrice const m = reached > 0 ? pressure_.mark_at_walls(s_, lane_, free, then) : w_.x;
        LogPrice& extreme = down ? w_.traded.low : w_.traded.high;
        extreme += shift;
        if (reached > 0 && reaches(down, m)) {
            LogPrice const before = pressure_.free_impact(s_, lane_);
            if (!settle_.together(extreme - before, m, limit, only_look) && limit < no_limit)
                return false;
            if (!only_look) limit = no_limit;  // from now on the step is a light one
            LogPrice const change = pressure_.free_impact(s_, lane_) - before;
            shift += change;
            extreme += change;
            then = when_extreme();
        }
        if (i == -1) limit = no_limit;
        if (!only_look) extreme = pressure_.traded_at_walls(s_, lane_, extreme, then);
    }
    return true;
}

template <class Pressure, int Lanes, class Settle>
LIQ_HD void PathWalk<Pressure, Lanes, Settle>::pass_levels() {
    bool exhausted = false, moved = false;
    if (pressure_.follows_walls()) w_.traded = {no_limit, -no_limit};
    while (!exhausted) {
        Bridge const m = mark();
        Passage const next = next_passage(m);
        if (!next.any) break;
        come_to(next, m);
        LevelsComeTo reached;
        (next.down ? reached.down : reached.up) = next_level(next.down);
        exhausted = settle_.at(w_.x, reached);
        LogPrice const p = w_.x + pressure_.impact(s_, lane_);
        w_.traded.low = !moved || p < w_.traded.low ? p : w_.traded.low;
        w_.traded.high = !moved || w_.traded.high < p ? p : w_.traded.high;
        moved = true;
    }
    if (moved || pressure_.follows_walls()) conclude();
}

template <class Pressure, int Lanes, class Settle>
LIQ_HD auto PathWalk<Pressure, Lanes, Settle>::next_passage(Bridge const& m) -> Passage {
    Passage next{false, false, 0.0f, 2.0f};
#pragma unroll 1
    for (int side = 0; side < n_sides; ++side) {
        bool const down = side == 0;
        LogPrice const level = pressure_.free_level(s_, lane_, next_level(down), down);
        // A settlement has brought the mark there, and no time passes.
        if (is_reached(down, m.from, level)) return {true, down, m.from, 0.0f};
        if (!is_reached(down, m.extreme(down, spread(down)), level)) continue;
        // Made anew for each side: to keep them would cost a GPU thread registers.
        Quartet const words = passage_words(settle_.address(), w_.passages);
        float const a = down ? m.from - level : level - m.from;
        float const share = passage_share(a, m.way(spread(down)) - a, w_.variance,
                                          standard_normal(words.word[side]),
                                          uniform_variate(words.word[n_sides + side]));
        if (share < next.share) next = {true, down, level, share};
    }
    w_.passages += next.any ? 1 : 0;
    return next;
}

/// Both extremes of the mark stay where they are: what remains is a bridge whose ways to them begin
/// at the level.
template <class Pressure, int Lanes, class Settle>
LIQ_HD void PathWalk<Pressure, Lanes, Settle>::come_to(Passage const& next, Bridge const& m) {
    if (next.level == m.from) return;
    bool const down = next.down;
    float const a = down ? m.from - next.level : next.level - m.from;
    float const onwards = m.way(spread(down)) - a, back = m.way(spread(!down)) + a;
    spread(down) = spread_of(next.level - m.to, onwards);
    spread(!down) = spread_of(next.level - m.to, back);
    pressure_.pass_time(s_, lane_, next.share * w_.remaining);
    w_.remaining *= 1.0f - next.share;
    w_.variance *= 1.0f - next.share;
    w_.x = next.level - pressure_.mark_of(0.0f, pressure_.free_impact(s_, lane_));
}

template <class Pressure, int Lanes, class Settle>
LIQ_HD void PathWalk<Pressure, Lanes, Settle>::conclude() {
    Bridge const p = traded();
    LogPrice const low = p.extreme(true, w_.spreads.low), high = p.extreme(false, w_.spreads.high);
    if (pressure_.follows_walls()) {
        w_.remaining *= 0.5f;
        pressure_.pass_time(s_, lane_, w_.remaining);
    }
    Moment const now = pressure_.moment(s_, lane_, 0.0f);
#pragma unroll 1
    for (int side = 0; side < n_sides; ++side) {
        LogPrice const rest = pressure_.traded_at_walls(s_, lane_, side == 0 ? low : high, now);
        w_.traded.low = rest < w_.traded.low ? rest : w_.traded.low;
        w_.traded.high = w_.traded.high < rest ? rest : w_.traded.high;
    }
}

}  // namespace liq::inline LIQ_TARGET
