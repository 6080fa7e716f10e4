/// \file
/// What is left of walls as time passes, what they do to an order, and an order to them
/// (models/law.md 5). Tested in tests/models/walls_test.cpp and walls_in_time_test.cpp.
#pragma once

#include "models/impact/market_depth.hpp"

namespace liq::inline LIQ_TARGET {

template <int Lanes>
LIQ_HD void MarketDepth::rewind(State<Lanes>& s, int lane, float log_depth) const {
    s.log_depth[lane] = log_depth;
    walls_.rewind(s.walls, lane);
}

template <int Lanes>
LIQ_HD void MarketDepth::pass_time(State<Lanes>& s, int lane, float share) const {
    s.log_depth[lane] = withdrawal_.after(s.log_depth[lane], share);
    if (has_walls()) walls_.pass_time(s.walls, lane, share);
}

template <int Lanes>
LIQ_HD void Walls::start(State<Lanes>& s, int lane) const {
    s.step[lane] = 0;
    s.rest[lane] = 0.0f;
    for (int i = 0; i < count_; ++i) {
        s.left[i][lane] = walls_[i].notional;
        s.held[i][lane] = 0.0f;
        s.since[i][lane] = 0;
        s.to_come[i][lane] = 0.0f;
    }
}

template <int Lanes>
LIQ_HD Walls::Part Walls::at(State<Lanes> const& s, int lane, int i, float ahead) const {
    Part const noted{s.left[i][lane], s.held[i][lane]};
    float const steps = static_cast<float>(s.step[lane] - s.since[i][lane]) +
                        (s.to_come[i][lane] - s.rest[lane]) + ahead;
    return after(i, noted, steps);
}

LIQ_HD Walls::Part Walls::after(int i, Part const& then, float steps) const {
    if (steps == 0.0f) return then;
    Usd const held = then.held * exp_2(steps * log2_keep_);
    Usd const gone = then.held - held;
    Usd const left = fused(steps, walls_[i].refill_per_step, then.left - gone);
    return {left < walls_[i].notional ? left : walls_[i].notional, held};
}

LIQ_HD bool Walls::any_within(bool bid, LogPrice x, float distance) const {
    bool found = false;
    from_the_mid(bid, x, [&](int, float nearest) {
        found = nearest <= distance;
        return false;
    });
    return found;
}

template <int Lanes, class Depth>
LIQ_HD Walls::Passage Walls::through(State<Lanes> const& s, int lane, bool bid, Usd usd, LogPrice x,
                                     Depth const& depth, float ahead) const {
    Passage order{usd};
    from_the_mid(bid, x, [&](int i, float distance) {
        Usd const before = depth.notional_within(bid, distance);
        if (order.usd > before) {
            order.at_least = distance;
            order.usd = behind(order.usd, before, at(s, lane, i, ahead).left);
        }
        if (order.usd > before) return true;
        order.at_most = distance;
        return false;
    });
    return order;
}

template <int Lanes, class Depth>
LIQ_HD void Walls::use(State<Lanes>& s, int lane, bool bid, Usd usd, LogPrice x, Depth const& depth,
                       float ahead) const {
    from_the_mid(bid, x, [&](int i, float distance) {
        Usd const before = depth.notional_within(bid, distance);
        Part const then = at(s, lane, i, ahead);
        Usd const reached = usd - before;
        Usd const used = reached < then.left ? reached : then.left;
        if (used > then.held) note(s, lane, i, {then.left, used}, ahead);
        usd = behind(usd, before, then.left);
        return usd > before;
    });
}

template <int Lanes>
LIQ_HD void Walls::note(State<Lanes>& s, int lane, int i, Part const& then, float ahead) const {
    Part const now = after(i, then, -ahead);
    s.held[i][lane] = now.held;
    s.left[i][lane] = now.left;
    s.since[i][lane] = s.step[lane];
    s.to_come[i][lane] = s.rest[lane];
}

template <int Lanes>
LIQ_HD void MarketDepth::use_walls(State<Lanes>& s, int lane, Usd imbalance, LogPrice x,
                                   float ahead) const {
    if (!has_walls() || size_of(imbalance) < 1.0f) return;
    float const log_depth = s.log_depth[lane] + s.elastic[lane];
    Usd const usd = DepthCurves::in_full_depth(size_of(imbalance), log_depth);
    walls_.use(s.walls, lane, imbalance > 0.0f, usd, x, curves_, ahead);
}

template <int Lanes>
LIQ_HD_APART LogPrice MarketDepth::through_walls(State<Lanes> const& s, int lane, float log_depth,
                                                 Usd imbalance, LogPrice x, float ahead) const {
    if (size_of(imbalance) < 1.0f) return 0.0f;
    bool const bid = imbalance > 0.0f;
    Usd const usd = DepthCurves::in_full_depth(size_of(imbalance), log_depth);
    Walls::Passage const order = walls_.through(s.walls, lane, bid, usd, x, curves_, ahead);
    float const distance = curves_.distance_of(bid, order.usd, 0.0f);
    float const low = distance > order.at_least ? distance : order.at_least;
    return signed_move(imbalance, low < order.at_most ? low : order.at_most);
}

}  // namespace liq::inline LIQ_TARGET
