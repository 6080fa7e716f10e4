/// \file
/// Light steps of several paths side by side (models/law.md 6.3). It has the bits of
/// `take_together`, which does one lane at a time.
#pragma once

#include "models/cascade/full_cascade.hpp"

namespace liq::inline LIQ_TARGET {

/// Finds the fuel lane by lane and moves the prices in all lanes at once. A lane is left as it is
/// if its order moves the price too far for a light step, or so far that a second round might reach
/// more; it is to be taken by itself then.
template <class Book>
template <int Lanes, class OnLevel>
LIQ_HD LaneSet FullCascade<Book>::take_side_by_side(State<Lanes>& s, LaneSet lanes,
                                                    LightSteps<Lanes>& light, float limit,
                                                    OnLevel const& on_level) const {
    typename Book::template Looked<Lanes> looked[Lanes];
    PerLane<Usd, Lanes> longs, shorts;  // fuel
    for_each_lane<Lanes>([&](int lane) { longs[lane] = shorts[lane] = 0.0f; });
    for_each_lane_of<Lanes>(lanes, [&](int lane) {
        bool const down = light.down[lane] != 0;
        (down ? longs : shorts)[lane] =
            usd_of(book_.reached(s.book, lane, down ? Side::long_side : Side::short_side,
                                 down ? -light.mark[lane] : light.mark[lane], looked[lane]));
    });
    PerLane<Usd, Lanes> imbalance;
    PerLane<float, Lanes> log_depth, displaced, permanent, mark;
    for_each_lane<Lanes>([&](int lane) {
        imbalance[lane] = response_.with_order(s.imbalance[lane], longs[lane] - shorts[lane]);
        log_depth[lane] = depth_.withdrawn_by_half(s.depth, lane, longs[lane], shorts[lane]);
    });
    depth_.displace_all(s.depth, log_depth, imbalance, displaced);
    light.heavy = lanes & lanes_where<Lanes>([&](int lane) {
                      LogPrice const moved = displaced[lane] - s.displaced[lane];
                      return static_cast<int>(longs[lane] + shorts[lane] > 0.0f) &
                             static_cast<int>(!response_.is_light(moved, limit));
                  });
    LaneSet const taken =
        lanes & ~light.heavy & lanes_where<Lanes>([&](int lane) {
            LogPrice const moved = displaced[lane] - s.displaced[lane];
            permanent[lane] = response_.permanent_after(s.permanent[lane], moved);
            mark[lane] = response_.mark_of(light.mark[lane], moved);
            LogPrice const change =
                response_.impact_of(permanent[lane], displaced[lane]) - impact(s, lane);
            light.change[lane] = change;
            LogPrice const other = light.other[lane] + response_.mark_of(0.0f, change);
            int const down = light.down[lane];
            float const outward = down != 0 ? -1.0f : 1.0f;
            return static_cast<int>(longs[lane] + shorts[lane] > 0.0f) &
                   static_cast<int>(grid_level(outward * mark[lane]) ==
                                    grid_level(outward * light.mark[lane])) &
                   static_cast<int>((down != 0) != (mark[lane] >= s.short_trigger[lane])) &
                   static_cast<int>((down != 0) == (mark[lane] <= s.long_trigger[lane])) &
                   static_cast<int>(other > s.long_trigger[lane] || down != 0) &
                   static_cast<int>(other < s.short_trigger[lane] || down == 0);
        });
    for_each_lane_of<Lanes>(taken, [&](int lane) {
        auto const one_lane = [&](Side side, int level, FuelTicks fuel) {
            on_level(lane, side, level, fuel);
        };
        bool const down = light.down[lane] != 0;
        auto const side = down ? Side::long_side : Side::short_side;
        LogPrice const x = light.traded[lane] - impact(s, lane);
        BookInRounds<Lanes, decltype(one_lane)> book{*this, s, lane, x, one_lane};
        book.moved({s.imbalance[lane], s.displaced[lane], s.permanent[lane]},
                   {imbalance[lane], displaced[lane], permanent[lane]});
        book.remove(side, down ? -mark[lane] : mark[lane], looked[lane]);
        s.imbalance[lane] = imbalance[lane];
        s.displaced[lane] = displaced[lane];
        s.permanent[lane] = permanent[lane];
        if (depth_.withdraws()) s.depth.log_depth[lane] = log_depth[lane];
    });
    return taken;
}

}  // namespace liq::inline LIQ_TARGET
