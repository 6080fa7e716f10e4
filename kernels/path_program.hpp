/// \file
/// The life of a path, once for all backends: a price model, a monitoring, a cascade and a set of
/// estimators, put together at compile time and run over a tile of lanes (model.md 6).
#pragma once

#include <cmath>
#include <cstdint>
#include <type_traits>

#include "kernels/monitoring.hpp"
#include "kernels/program_inputs.hpp"
#include "models/core/counter.hpp"
#include "models/core/lanes.hpp"
#include "models/core/noise.hpp"
#include "models/core/random.hpp"
#include "models/core/sampling.hpp"
#include "models/core/table.hpp"
#include "models/estimate/registry.hpp"
#include "models/price/any_price.hpp"

namespace liq::inline LIQ_TARGET {

/// One statically typed simulation.
template <PriceSource Price, class Monitoring, class Pressure>
class PathProgram {
  public:
    static constexpr int rows = Pressure::active ? 2 : 1;
    /// Lean programs are those of gbm with a frozen book and events that remember nothing.
    static constexpr bool lean = Price::lean;
    using Observers = std::conditional_t<lean, LeanEstimators<rows>, Estimators<rows>>;

    explicit PathProgram(ProgramInputs const& in)
        : seed_(in.seed),
          schedule_(in.schedule),
          sampling_(in.sampling),
          initial_jump_(static_cast<float>(in.price.common.initial_jump)),
          price_(in.price_model, in.price),
          pressure_(in.pressure, in.schedule.step_years),
          observers_(in.tables, in.layout),
          closes_(in.tables.closes),
          day_ends_(in.tables.day_ends) {}

    /// What a GPU thread sets aside (`Aside`) [bytes].
    static constexpr std::size_t aside_bytes() { return sizeof(Carried<1>); }

    /// Simulates paths first_path .. first_path + Lanes - 1, adding to the counters.
    template <int Lanes>
    LIQ_HD void run(std::uint64_t first_path, CounterSink const& sink) const {
        Tile<Lanes> tile;
        start(tile);
        int step = 0;
        int time_bin = 0;
        int due = for_rare_code(*this).next_due(step, time_bin);
        while (step < schedule_.steps) {
            // Made anew for every block: what a GPU thread would keep of it costs registers.
            PathsAndBlock const at{for_rare_code(*this).seed_, first_path,
                                   static_cast<std::uint32_t>(step) / words_per_block};
            price_.draw((*tile.carried).price, (*tile.carried).moves, sampling_,
                        (*tile.carried).sampled, at);
            if (step == 0) for_rare_code(*this).begin(tile, sink);
            if constexpr (looks_ahead<Lanes>) {
                advance_block(tile);
            } else {
                monitoring_.draw((*tile.carried).bridge, at);
            }
#pragma unroll 1
            for (int within = 0; within < words_per_block && step < schedule_.steps; ++within) {
                ++step;
                begin_step(tile, within);
                if constexpr (looks_ahead<Lanes>) {
                    if (within == 0) look_ahead(tile, at);
                    take_step(tile, within);
                } else {
                    advance(tile, within);
                }
                When const when{step, time_bin};
                if constexpr (Monitoring::between_ends) {
                    visit_all(tile, within, when, sink);
                } else {
                    visit_end(tile, when, sink);
                    visit_jumps(tile, within, when, sink);
                }
                end_step(tile, when, sink);
                if (step != due) continue;
                time_bin += report(tile, when, sink);
                due = for_rare_code(*this).next_due(step, time_bin);
            }
        }
        for_rare_code(*this).finish(tile, first_path, sink);
    }

  private:
    /// What steps draw for the next ones, and what only events touch.
    template <int Lanes>
    struct Carried {
        typename Price::template State<Lanes> price;
        typename Price::template Block<Lanes> moves;
        typename Monitoring::template Noise<Lanes> bridge;
        Sampling::State<Lanes> sampled;
        Outcomes<Lanes> outcomes;
    };

    /// A tile of several lanes draws extremes only where they can matter, which takes the moves of
    /// a whole block of steps; one lane alone, as in a GPU thread, whose 31 neighbours would wait
    /// anyway, draws them all; and so does a full cascade, whose levels may fill within a block.
    template <int Lanes>
    static constexpr bool looks_ahead = Monitoring::between_ends && Lanes > 1 && !Pressure::full;

    /// The moves of the steps of a block, which no visit can change.
    template <int Lanes>
    struct Ahead {
        PerLane<LogPrice, Lanes> x[words_per_block];       ///< after the step
        PerLane<float, Lanes> increment[words_per_block];  ///< of the step
        PerLane<float, Lanes> variance[words_per_block];   ///< of the increment
        LaneSet near = 0;                                  ///< lanes that may reach something
    };
    struct Nothing {};

    /// Everything that varies along a path, lane by lane.
    template <int Lanes>
    struct Tile {
        PerLane<LogPrice, Lanes> x;          ///< fundamental log price
        PerLane<LogPrice, Lanes> from;       ///< the same before the step
        PerLane<float, Lanes> increment;     ///< of the step
        PerLane<float, Lanes> variance;      ///< of the increment
        PerLane<LogPrice, Lanes> low, high;  ///< extremes of the step
        LaneSet settled = 0;                 ///< lanes that lost levels in this step
        typename Pressure::template State<Lanes> pressure;
        typename Observers::template State<Lanes> observers;
        Aside<Carried<Lanes>, Monitoring::between_ends> carried;
        std::conditional_t<looks_ahead<Lanes>, Ahead<Lanes>, Nothing> ahead;
    };

    template <int Lanes>
    LIQ_HD void start(Tile<Lanes>& tile) const {
        (*tile.carried).sampled.segment = 0;
        // Extremes that nobody drew are computed with the others, and looked at by nobody.
        if constexpr (looks_ahead<Lanes>) (*tile.carried).bridge = {};
        for_each_lane<Lanes>([&](int lane) {
            tile.x[lane] = 0.0f;
            (*tile.carried).outcomes.happened[0][lane] =
                (*tile.carried).outcomes.happened[1][lane] = 0;
            price_.start((*tile.carried).price, lane);
            pressure_.start(tile.pressure, lane);
            observers_.start(tile.observers, lane);
        });
    }

    /// model.md 6, step 0: X starts at the jump, which is settled and observed, in the depth of the
    /// variance at the start.
    template <int Lanes>
    LIQ_HD_APART void begin(Tile<Lanes>& tile, CounterSink const& sink) const {
        if (initial_jump_ != 0.0f) jump(tile, sink);
        if (day_ends_.falls_on(0)) end_day(tile, When{0, 0}, sink);
    }
    template <int Lanes>
    LIQ_HD void jump(Tile<Lanes>& tile, CounterSink const& sink) const {
        if constexpr (Pressure::full) begin_step(tile, 0);
        for_each_lane<Lanes>([&](int lane) { tile.x[lane] = initial_jump_; });
        visit_end(tile, When{0, 0}, sink);
        end_step(tile, When{0, 0}, sink);
    }

    /// Time passes for what forced orders have done to the price.
    template <int Lanes>
    LIQ_HD void begin_step(Tile<Lanes>& tile, int within) const {
        for_each_lane<Lanes>([&](int lane) {
            if constexpr (Pressure::full) {
                float const ratio =
                    price_.template log2_variance_ratio<Lanes>((*tile.carried).moves, within, lane);
                pressure_.begin_step(tile.pressure, lane, ratio);
            } else {
                pressure_.begin_step(tile.pressure, lane);
            }
        });
        if constexpr (Pressure::full) pressure_.relax(tile.pressure);
    }

    /// model.md 6, step 2: the diffusion.
    template <int Lanes>
    LIQ_HD void advance(Tile<Lanes>& tile, int within) const {
        for_each_lane<Lanes>([&](int lane) {
            LogPrice const from = tile.x[lane];
            LogPrice const increment =
                price_.advance((*tile.carried).price, (*tile.carried).moves, within, lane);
            tile.x[lane] = from + increment;
            if constexpr (Monitoring::between_ends) {
                tile.from[lane] = from;
                tile.increment[lane] = increment;
                tile.variance[lane] = price_.step_variance((*tile.carried).price,
                                                           (*tile.carried).moves, within, lane);
            }
        });
    }

    /// The log jump at the end of a step of the block.
    template <int Lanes>
    LIQ_HD LogPrice jump_of(Tile<Lanes>& tile, int within, int lane) const {
        if constexpr (!Price::has_jumps) return 0.0f;
        return price_.template jump<Lanes>((*tile.carried).moves, within, lane);
    }

    /// The moves of all steps of a block.
    template <int Lanes>
    LIQ_HD void advance_block(Tile<Lanes>& tile) const {
        for (int within = 0; within < words_per_block; ++within) {
            for_each_lane<Lanes>([&](int lane) {
                LogPrice const from =
                    within == 0 ? tile.x[lane]
                                : tile.ahead.x[within - 1][lane] + jump_of(tile, within - 1, lane);
                LogPrice const increment =
                    price_.advance((*tile.carried).price, (*tile.carried).moves, within, lane);
                tile.ahead.x[within][lane] = from + increment;
                tile.ahead.increment[within][lane] = increment;
                tile.ahead.variance[within][lane] = price_.step_variance(
                    (*tile.carried).price, (*tile.carried).moves, within, lane);
            });
        }
    }

    /// Finds the lanes of a block that may reach something, and draws their extremes. Between
    /// settlements impacts only relax, highs rise and falls deepen, so that nothing comes nearer
    /// than it is now; and a lane in which something is settled is one of these.
    template <int Lanes>
    LIQ_HD void look_ahead(Tile<Lanes>& tile, PathsAndBlock const& at) const {
        tile.ahead.near = lanes_where<Lanes>([&](int lane) {
            LogPrice low = tile.x[lane], high = tile.x[lane];
            float variance = 0.0f;
            for (int within = 0; within < words_per_block; ++within) {
                LogPrice const x = tile.ahead.x[within][lane];
                float const v = tile.ahead.variance[within][lane];
                low = x < low ? x : low;
                high = high < x ? x : high;
                if constexpr (Price::has_jumps) {
                    LogPrice const jumped = x + jump_of(tile, within, lane);
                    low = jumped < low ? jumped : low;
                    high = high < jumped ? jumped : high;
                }
                variance = variance < v ? v : variance;
            }
            PriceRange const impact = pressure_.impacts_to_come(tile.pressure, lane);
            // More than all roundings on the way together.
            float const sizes = magnitude(low) + magnitude(high) + (impact.high - impact.low) +
                                magnitude(impact.low);
            float const reach = fused(sizes, 4e-6f, Monitoring::reach(variance));
            PriceRange const x{low - reach, high + reach};
            return pressure_.touches(tile.pressure, lane, x, impact) |
                   observers_.stirs(tile.observers, lane, {x.low + impact.low, x.low},
                                    {x.high + impact.high, x.high});
        });
        monitoring_.draw_some((*tile.carried).bridge, tile.ahead.near, at);
    }

    /// The next of the steps that `advance_block` made.
    template <int Lanes>
    LIQ_HD void take_step(Tile<Lanes>& tile, int within) const {
        for_each_lane<Lanes>([&](int lane) {
            tile.from[lane] = tile.x[lane];
            tile.x[lane] = tile.ahead.x[within][lane];
            tile.increment[lane] = tile.ahead.increment[within][lane];
            tile.variance[lane] = tile.ahead.variance[within][lane];
        });
    }

    /// model.md 6, steps 2 and 3, all visits of a step. Most steps reach nothing: no level, no
    /// fuel, no new high or fall. Only lanes whose extremes do are visited, in order: first the low
    /// one if the price rises over the step, else the high one; then the other; then the end; then
    /// the end of the jumps, where any fell.
    template <int Lanes>
    LIQ_HD void visit_all(Tile<Lanes>& tile, int within, When when, CounterSink const& sink) const {
        LaneSet near = ~LaneSet{0};
        if constexpr (looks_ahead<Lanes>) near = tile.ahead.near;
        LaneSet const jumped = price_.template jumped<Lanes>((*tile.carried).moves, within);
        if ((near | jumped) == 0) return;
        for_each_lane<Lanes>([&](int lane) {
            Move const move{tile.from[lane], tile.increment[lane], tile.variance[lane]};
            Extremes const extremes =
                monitoring_.extremes((*tile.carried).bridge, within, lane, move);
            tile.low[lane] = extremes.low;
            tile.high[lane] = extremes.high;
        });
        LaneSet const stirred =
            near & lanes_where<Lanes>([&](int lane) {
                // Rounding may leave the end just outside the extremes.
                LogPrice const end = tile.x[lane];
                LogPrice const low = tile.low[lane], high = tile.high[lane];
                return matters(tile, lane, end < low ? end : low, high < end ? end : high);
            });
        for_each_lane_of<Lanes>(stirred | jumped, [&](int lane) {
            bool const rises = tile.increment[lane] > 0.0f;
            LogPrice const first = rises ? tile.low[lane] : tile.high[lane];
            LogPrice const second = rises ? tile.high[lane] : tile.low[lane];
            int begin = 0, end = 3;
            if constexpr (Price::has_jumps) {
                // A jump alone moves the price of a lane whose extremes may not have been drawn.
                if ((stirred & lane_bit<Lanes>(lane)) == 0) begin = 3;
                if ((jumped & lane_bit<Lanes>(lane)) != 0) end = 4;
            }
#pragma unroll 1
            for (int i = begin; i < end; ++i) {
                if (Price::has_jumps && i == 3) tile.x[lane] += jump_of(tile, within, lane);
                visit(tile, lane, i == 0 ? first : i == 1 ? second : tile.x[lane], when, sink);
            }
        });
    }

    /// The end of the jumps, in the lanes in which any fell, after `visit_end`.
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

    /// Whether a visit between two prices could change anything in a lane.
    template <int Lanes>
    LIQ_HD int matters(Tile<Lanes> const& tile, int lane, LogPrice low, LogPrice high) const {
        return pressure_.touches(tile.pressure, lane, low, high) |
               observers_.stirs(tile.observers, lane, prices_at(tile, lane, low),
                                prices_at(tile, lane, high));
    }

    /// model.md 6, step 3, in one lane: settle the cascade at one visited price, then observe.
    template <int Lanes>
    LIQ_HD void visit(Tile<Lanes>& tile, int lane, LogPrice x, When when,
                      CounterSink const& sink) const {
        if constexpr (Pressure::active) {
            if (pressure_.touches(tile.pressure, lane, x, x) != 0)
                for_rare_code(*this).settle(tile, lane, x, when, sink);
        }
        Prices const prices = prices_at(tile, lane, x);
        observers_.observe(tile.observers, lane, prices);
        if (observers_.wants(tile.observers, lane, prices) != 0)
            attend(tile, lane, prices, when, sink);
    }

    template <int Lanes>
    LIQ_HD void attend(Tile<Lanes>& tile, int lane, Prices prices, When when,
                       CounterSink const& sink) const {
        for_rare_code(observers_)
            .attend(tile.observers, (*tile.carried).outcomes, lane, prices, when, sink);
    }

    /// The same at the end of the step, in all lanes.
    template <int Lanes>
    LIQ_HD void visit_end(Tile<Lanes>& tile, When when, CounterSink const& sink) const {
        if constexpr (Pressure::active) {
            LaneSet const touched = lanes_where<Lanes>([&](int lane) {
                return pressure_.touches(tile.pressure, lane, tile.x[lane], tile.x[lane]);
            });
            for_each_lane_of<Lanes>(touched, [&](int lane) {
                for_rare_code(*this).settle(tile, lane, tile.x[lane], when, sink);
            });
        }
        LaneSet const wanted = lanes_where<Lanes>([&](int lane) {
            Prices const prices = prices_at(tile, lane, tile.x[lane]);
            observers_.observe(tile.observers, lane, prices);
            return observers_.wants(tile.observers, lane, prices);
        });
        for_each_lane_of<Lanes>(wanted, [&](int lane) {
            attend(tile, lane, prices_at(tile, lane, tile.x[lane]), when, sink);
        });
    }

    template <int Lanes>
    LIQ_HD_APART void settle(Tile<Lanes>& tile, int lane, LogPrice x, When when,
                             CounterSink const& sink) const {
        if constexpr (Pressure::full) {
            auto const on_level = [&](Side side, int level, FuelTicks ticks) {
                observers_.swept_level(tile.observers, lane, side, level, ticks, when, sink);
            };
            Sweep const sweep = pressure_.settle(tile.pressure, lane, x, on_level);
            observers_.swept(tile.observers, lane, sweep, when, sink);
            pressure_.visited(tile.pressure, lane, x);
        } else {
            Sweep const sweep = pressure_.settle(tile.pressure, lane, x);
            observers_.swept(tile.observers, lane, sweep, when, sink);
        }
        tile.settled |= lane_bit<Lanes>(lane);
    }

    /// model.md 6, step 4: what the step removed, and what that does to the depth, the fund and the
    /// book.
    template <int Lanes>
    LIQ_HD void end_step(Tile<Lanes>& tile, When when, CounterSink const& sink) const {
        if constexpr (Pressure::active) {
            for_each_lane_of<Lanes>(tile.settled,
                                    [&](int lane) { close_step(tile, lane, when, sink); });
            tile.settled = 0;
            for_each_lane<Lanes>([&](int lane) { pressure_.withdraw(tile.pressure, lane); });
            if constexpr (Pressure::full) {
                if (when.step == 0 || !pressure_.refresh_due(when.step)) return;
                for (int lane = 0; lane < Lanes; ++lane) {
                    for_rare_code(pressure_).refresh(tile.pressure, lane, tile.x[lane]);
                }
            }
        }
    }

    /// In a lane in which the step settled something.
    template <int Lanes>
    LIQ_HD void close_step(Tile<Lanes>& tile, int lane, When when, CounterSink const& sink) const {
        RemovedFuel const fuel = for_rare_code(pressure_).close_step(tile.pressure, lane);
        for_rare_code(observers_).step_fuel(tile.observers, lane, fuel);
        if constexpr (Pressure::full) {
            if (pressure_.fund_emptied(tile.pressure, lane) != 0)
                for_rare_code(observers_).fund_emptied((*tile.carried).outcomes, lane, when, sink);
        }
    }

    /// The next step after this one that is a report time or has close events due.
    LIQ_HD int next_due(int step, int time_bin) const {
        if (step >= schedule_.steps) return step;
        int due = schedule_.report_steps[time_bin];
#pragma unroll 1
        for (int i = 0; i < closes_.count; ++i) {
            int const at = closes_.levels[i].step;
            due = step < at && at < due ? at : due;
        }
        int const day_end = day_ends_.after(step);
        return day_end < due ? day_end : due;
    }

    /// The close of a day; of the first one at the start, where that is less than a step before
    /// 00:00 UTC.
    template <int Lanes>
    LIQ_HD_APART void end_day(Tile<Lanes>& tile, When when, CounterSink const& sink) const {
        for (int lane = 0; lane < Lanes; ++lane) {
            for_rare_code(observers_)
                .day_end(tile.observers, (*tile.carried).outcomes, lane, close_of(tile, lane), when,
                         sink);
        }
    }

    /// Report times and close events that fall on the end of this step. Returns 1 after a report
    /// time.
    template <int Lanes>
    LIQ_HD_APART int report(Tile<Lanes>& tile, When when, CounterSink const& sink) const {
        for_rare_code(*this).close_events(tile, when, sink);
        if (day_ends_.falls_on(when.step)) end_day(tile, when, sink);
        if (when.step != schedule_.report_steps[when.time_bin]) return 0;
        for (int lane = 0; lane < Lanes; ++lane) {
            for_rare_code(observers_)
                .report_time(tile.observers, lane, close_of(tile, lane), when, sink);
        }
        return 1;
    }

    template <int Lanes>
    LIQ_HD void close_events(Tile<Lanes>& tile, When when, CounterSink const& sink) const {
        for (int i = 0; i < closes_.count; ++i) {
            if (closes_.levels[i].step != when.step) continue;
            for (int lane = 0; lane < Lanes; ++lane) {
                observers_.close_event(tile.observers, (*tile.carried).outcomes, lane,
                                       close_of(tile, lane), when, sink);
            }
            return;  // one call serves all that are due
        }
    }

    template <int Lanes>
    LIQ_HD void finish(Tile<Lanes>& tile, std::uint64_t first_path, CounterSink const& sink) const {
        for (int lane = 0; lane < Lanes; ++lane) {
            RemovedFuel const fuel = pressure_.removed(tile.pressure, lane);
            PathEnd end{close_of(tile, lane), fuel.longs, fuel.shorts, {}};
            if constexpr (Pressure::full) end.cascade = pressure_.path_end(tile.pressure, lane);
            end.replicate = sampling_.replicate_of(first_path + static_cast<unsigned>(lane));
            observers_.finish(tile.observers, (*tile.carried).outcomes, lane, end, sink);
        }
    }

    template <int Lanes>
    LIQ_HD Prices prices_at(Tile<Lanes> const& tile, int lane, LogPrice x) const {
        return {pressure_.traded(tile.pressure, lane, x), x};
    }
    /// The close of a step, which is P at its last visit: its impact holds until the next step.
    template <int Lanes>
    LIQ_HD Prices close_of(Tile<Lanes> const& tile, int lane) const {
        return prices_at(tile, lane, tile.x[lane]);
    }

    LIQ_HD static float magnitude(float x) { return x < 0.0f ? -x : x; }

    std::uint64_t seed_;
    Schedule schedule_;
    Sampling sampling_;
    LogPrice initial_jump_;
    Price price_;
    Monitoring monitoring_;
    Pressure pressure_;
    Observers observers_;
    CloseLevels closes_;
    DayEnds day_ends_;
};

}  // namespace liq::inline LIQ_TARGET
