/// \file
/// What happens on a path between the ends of a step: which lanes it concerns, the extremes of X
/// and P there, and the levels that the mark reaches (models/law.md 6.2 and 6.3).
#pragma once

#include "kernels/monitoring.hpp"
#include "kernels/path_visits.hpp"
#include "kernels/path_walk.hpp"

namespace liq::inline LIQ_TARGET {

/// Until a walk changes it, the state of a lane is that of a step which reaches nothing.
template <PriceSource Price, class Monitoring, class Pressure>
class PathBetweenEnds : public PathVisits<Price, Monitoring, Pressure> {
    using Visits = PathVisits<Price, Monitoring, Pressure>;

  public:
    using Visits::Visits;

  protected:
    template <int Lanes>
    using Tile = typename Visits::template Tile<Lanes>;
    template <int Lanes>
    static constexpr bool looks_ahead = Visits::Parts::template looks_ahead<Lanes>;
    using Visits::jump_of, Visits::visit, Visits::observe, Visits::walk;
    /// A tile of several lanes takes light steps side by side; it reads a table that device code
    /// cannot.
    template <int Lanes>
    static constexpr bool side_by_side = Pressure::full && Lanes > 1;
    using Visits::price_, Visits::monitoring_, Visits::pressure_, Visits::observers_;

    /// All visits of a step. Most steps reach nothing: no level, no fuel, no new high and no deeper
    /// fall. Only lanes whose extremes reach something are visited. The order is: the low extreme
    /// first if X rises over the step, otherwise the high one; then the other extreme; then the end
    /// of the step; then the price after the jumps, if there are any.
    template <int Lanes>
    LIQ_HD void visit_all(Tile<Lanes>& tile, std::uint64_t first_path, int within, When when,
                          CounterSink const& sink) const {
        LaneSet near = ~LaneSet{0};
        if constexpr (looks_ahead<Lanes>) near = tile.ahead.near;
        LaneSet const jumped = price_.template jumped<Lanes>((*tile.carried).moves, within);
        if ((near | jumped) == 0) return;
        for_each_lane<Lanes>([&](int lane) {
            Move const move{tile.from[lane], tile.increment[lane], tile.variance[lane]};
            Extremes const x = monitoring_.extremes((*tile.carried).bridge, within, lane, move);
            tile.low[lane] = x.low;
            tile.high[lane] = x.high;
        });
        LaneSet const concerned =
            near & lanes_where<Lanes>([&](int lane) {
                // Rounding may leave the end of the step just outside the extremes.
                LogPrice const end = tile.x[lane];
                LogPrice const low = tile.low[lane], high = tile.high[lane];
                return matters(tile, lane, end < low ? end : low, high < end ? end : high);
            });
        if constexpr (side_by_side<Lanes>) {
            if (!pressure_.follows_walls()) {
                visit_side_by_side(tile, concerned, first_path, within, when, sink);
                for_each_lane_of<Lanes>(
                    concerned, [&](int lane) { visit(tile, lane, tile.x[lane], when, sink); });
                for_each_lane_of<Lanes>(
                    jumped, [&](int lane) { visit_jump(tile, lane, within, when, sink); });
                return;
            }
        }
        for_each_lane_of<Lanes>(concerned | jumped, [&](int lane) {
            // Where only a jump moved the price, the extremes may not have been drawn.
            if (!Price::has_jumps || (concerned & lane_bit<Lanes>(lane)) != 0)
                visit_extremes_and_end(tile, lane, first_path, within, when, sink);
            if (Price::has_jumps && (jumped & lane_bit<Lanes>(lane)) != 0)
                visit_jump(tile, lane, within, when, sink);
        });
    }

    /// Without visits between the ends the mark goes straight from one to the other
    /// (kernels/path_straight.hpp).
    template <int Lanes>
    LIQ_HD void go_straight(Tile<Lanes>& tile, std::uint64_t first_path, When when,
                            CounterSink const& sink) const;

  private:
    /// Whether a visit between two prices of X could change anything in a lane. What is displaced
    /// lies between the extremes of X with the least and with the most impact of the step.
    template <int Lanes>
    LIQ_HD int matters(Tile<Lanes>& tile, int lane, LogPrice low, LogPrice high) const {
        PriceRange impacts{0.0f, 0.0f};
        int reached = 0;
        if constexpr (Pressure::active)
            impacts = pressure_.impacts_of_step(tile.pressure, (*tile.carried).before, lane);
        if constexpr (Pressure::settles)
            reached = pressure_.touches(tile.pressure, lane, PriceRange{low, high}, impacts);
        return reached | observers_.may_react(tile.seen(), lane, {low + impacts.low, low},
                                              {high + impacts.high, high});
    }

    template <int Lanes>
    LIQ_HD void visit_extremes_and_end(Tile<Lanes>& tile, int lane, std::uint64_t first_path,
                                       int within, When when, CounterSink const& sink) const;
    template <int Lanes>
    LIQ_HD void observe_extremes(Tile<Lanes>& tile, int lane, Extremes const& p, When when,
                                 CounterSink const& sink) const;
    template <int Lanes>
    LIQ_HD void visit_jump(Tile<Lanes>& tile, int lane, int within, When when,
                           CounterSink const& sink) const;

    /// The extremes of X and a share of its impact, if nothing is reached.
    template <int Lanes>
    LIQ_HD Extremes extremes_with(Tile<Lanes>& tile, int lane, int within, float share) const;
    template <int Lanes>
    LIQ_HD bool reaches(Tile<Lanes> const& tile, int lane, Extremes const& mark) const {
        return pressure_.touches(tile.pressure, lane, {mark.low, mark.high}, {0.0f, 0.0f}) != 0;
    }
    /// What the mark reaches between the ends. Returns the extremes of P, without it `p`.
    template <int Lanes>
    LIQ_HD_APART Extremes reach(Tile<Lanes>& tile, int lane, Extremes p, std::uint64_t first_path,
                                int within, When when, CounterSink const& sink) const;
    template <int Lanes>
    LIQ_HD Extremes walk_between(Tile<Lanes>& tile, int lane, Extremes const& p,
                                 Extremes const& mark, bool is_heavy, std::uint64_t first_path,
                                 int within, When when, CounterSink const& sink) const;

    /// The extremes of a step in all lanes.
    template <int Lanes>
    struct TileExtremes {
        PerLane<LogPrice, Lanes> low, high;
    };
    /// Takes the light steps among some lanes, whose mark reaches something, and moves their
    /// extremes of P. Returns these lanes, and those whose step is known not to be light.
    struct LightAndHeavy {
        LaneSet light, heavy;
    };
    template <int Lanes>
    LIQ_HD LightAndHeavy take_light_steps(Tile<Lanes>& tile, LaneSet lanes,
                                          TileExtremes<Lanes> const& mark, TileExtremes<Lanes>& p,
                                          When when, CounterSink const& sink) const;
    /// What the mark reaches between the ends, and the extremes, in some lanes.
    template <int Lanes>
    LIQ_HD_APART void visit_side_by_side(Tile<Lanes>& tile, LaneSet concerned,
                                         std::uint64_t first_path, int within, When when,
                                         CounterSink const& sink) const;
    template <int Lanes>
    LIQ_HD_APART void walk_straight(Tile<Lanes>& tile, LaneSet lanes, std::uint64_t first_path,
                                    When when, CounterSink const& sink) const;
};

}  // namespace liq::inline LIQ_TARGET

#include "kernels/path_extremes.hpp"
#include "kernels/path_light.hpp"
#include "kernels/path_straight.hpp"
