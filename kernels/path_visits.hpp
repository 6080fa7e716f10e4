/// \file
/// The visits of a path: at a price the cascade settles, then the estimators observe
/// (models/law.md 6, step 3).
#pragma once

#include <type_traits>

#include "kernels/path_tile.hpp"
#include "kernels/path_walk.hpp"
#include "kernels/program_inputs.hpp"
#include "models/core/counter.hpp"
#include "models/core/lanes.hpp"
#include "models/estimate/registry.hpp"
#include "models/price/any_price.hpp"

namespace liq::inline LIQ_TARGET {

/// What a path consists of, and one visit of it.
template <PriceSource Price, class Monitoring, class Pressure>
class PathVisits {
  public:
    static constexpr int rows = Pressure::active ? 2 : 1;
    /// Lean programs are those of gbm with a frozen book, and with events that remember nothing.
    static constexpr bool lean = Price::lean;
    using Observers = std::conditional_t<lean, LeanEstimators<rows>, Estimators<rows>>;

    explicit PathVisits(ProgramInputs const& in)
        : seed_(in.seed),
          memory_(in.pressure.memory),
          price_(in.price_model, in.price),
          pressure_(in.pressure, in.schedule.step_years),
          observers_(in.tables, in.layout) {}

  protected:
    using Parts = PathParts<Price, Monitoring, Pressure, Observers>;
    template <int Lanes>
    using Tile = typename Parts::template Tile<Lanes>;

    /// The log jump at the end of step `within`.
    template <int Lanes>
    LIQ_HD LogPrice jump_of(Tile<Lanes>& tile, int within, int lane) const {
        if constexpr (!Price::has_jumps) return 0.0f;
        return price_.template jump<Lanes>((*tile.carried).moves, within, lane);
    }

    /// Settles the cascade at one price in one lane, then observes.
    template <int Lanes>
    LIQ_HD void visit(Tile<Lanes>& tile, int lane, LogPrice x, When when,
                      CounterSink const& sink) const {
        if constexpr (Pressure::settles) {
            if (pressure_.touches(tile.pressure, lane, x, x) != 0)
                for_rare_code(*this).settle_apart(tile, lane, x, when, sink);
        }
        observe(tile, lane, prices_at(tile, lane, x), when, sink);
    }
    template <int Lanes>
    LIQ_HD void observe(Tile<Lanes>& tile, int lane, Prices prices, When when,
                        CounterSink const& sink) const {
        observers_.observe(tile.seen(), lane, prices);
        if (observers_.needs_attention(tile.seen(), lane, prices) != 0)
            attend(tile, lane, prices, when, sink);
    }
    /// Lets the estimators do what a visit rarely needs.
    template <int Lanes>
    LIQ_HD void attend(Tile<Lanes>& tile, int lane, Prices prices, When when,
                       CounterSink const& sink) const {
        for_rare_code(observers_)
            .attend(tile.seen(), (*tile.carried).outcomes, lane, prices, when, sink);
    }

    /// Visits the end of the step, in all lanes.
    template <int Lanes>
    LIQ_HD void visit_end(Tile<Lanes>& tile, When when, CounterSink const& sink) const {
        if constexpr (Pressure::settles) {
            LaneSet const touched = lanes_where<Lanes>([&](int lane) {
                return pressure_.touches(tile.pressure, lane, tile.x[lane], tile.x[lane]);
            });
            for_each_lane_of<Lanes>(touched, [&](int lane) {
                for_rare_code(*this).settle_apart(tile, lane, tile.x[lane], when, sink);
            });
        }
        LaneSet const wanted = lanes_where<Lanes>([&](int lane) {
            Prices const prices = prices_at(tile, lane, tile.x[lane]);
            observers_.observe(tile.seen(), lane, prices);
            return observers_.needs_attention(tile.seen(), lane, prices);
        });
        for_each_lane_of<Lanes>(wanted, [&](int lane) {
            attend(tile, lane, prices_at(tile, lane, tile.x[lane]), when, sink);
        });
    }
    /// Visits the price after the jumps, in the lanes that have any. Called after `visit_end`.
    template <int Lanes>
    LIQ_HD void visit_jumps(Tile<Lanes>& tile, int within, When when,
                            CounterSink const& sink) const {
        if constexpr (Price::has_jumps) {
            LaneSet const jumped = price_.template jumped<Lanes>((*tile.carried).moves, within);
            for_each_lane_of<Lanes>(jumped, [&](int lane) {
                tile.x[lane] += jump_of(tile, within, lane);
                visit(tile, lane, tile.x[lane], when, sink);
            });
        }
    }

    /// Takes one lane through what its step reaches; `is_heavy` says that it is known not to be a
    /// light one. Returns the extremes of P.
    template <int Lanes>
    LIQ_HD Extremes walk(Tile<Lanes>& tile, int lane, StepBetween const& step, Extremes const& mark,
                         Extremes const& p, bool is_heavy, std::uint64_t first_path, When when,
                         CounterSink const& sink) const;

    template <int Lanes>
    LIQ_HD Prices prices_at(Tile<Lanes> const& tile, int lane, LogPrice x) const {
        return {pressure_.traded(tile.pressure, lane, x), x};
    }
    /// The close of a step is P at its last visit: the impact stays the same until the next step.
    template <int Lanes>
    LIQ_HD Prices close_of(Tile<Lanes> const& tile, int lane) const {
        return prices_at(tile, lane, tile.x[lane]);
    }

    std::uint64_t seed_;
    PathMemory memory_;
    Price price_;
    Monitoring monitoring_;
    Pressure pressure_;
    Observers observers_;

  private:
    /// Settlements in one lane.
    template <int Lanes>
    struct Settling;
    template <int Lanes>
    LIQ_HD_APART void settle_apart(Tile<Lanes>& tile, int lane, LogPrice x, When when,
                                   CounterSink const& sink) const {
        Settling<Lanes>{*this, tile, lane, 0, when, sink}.at(x, {});
    }
};

}  // namespace liq::inline LIQ_TARGET

#include "kernels/path_settling.hpp"
