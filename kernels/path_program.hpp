/// \file
/// The life of a path, once for all backends: a price model, a monitoring, a cascade and a set of
/// estimators, put together at compile time and run over a tile of lanes (model.md 6).
#pragma once

#include <cmath>
#include <cstdint>
#include <type_traits>

#include "kernels/program_inputs.hpp"
#include "models/core/counter.hpp"
#include "models/core/lanes.hpp"
#include "models/core/noise.hpp"
#include "models/core/random.hpp"
#include "models/core/sampling.hpp"
#include "models/estimate/registry.hpp"
#include "models/price/price_model.hpp"

namespace liq::inline LIQ_TARGET {

/// Visits the end of a step only.
struct StepMonitoring {
    static constexpr int n_visits = 1;
    template <int Lanes>
    struct Noise {};
    template <int Lanes>
    LIQ_HD void draw(Noise<Lanes>&, std::uint64_t, std::uint64_t, std::uint32_t) const {}
    template <int Lanes>
    LIQ_HD void visits(PerLane<LogPrice, Lanes> (&visit)[4], Noise<Lanes> const&, int /*within*/,
                       int lane, LogPrice from, LogPrice increment, float /*variance*/) const {
        visit[0][lane] = from + increment;
    }
};

/// Visits the extremes between the ends as well: sampled independently from the marginal laws of a
/// Brownian bridge, (x + y -+ sqrt((x - y)^2 - 2 v dt ln U)) / 2; the low one first if the price
/// rises over the step, else the high one (Beaglehole, Dybvig & Zhou 1997).
struct BridgeMonitoring {
    static constexpr int n_visits = 3;
    template <int Lanes>
    struct Noise {
        PerLane<float, Lanes> log_low[words_per_block], log_high[words_per_block];
    };
    template <int Lanes>
    LIQ_HD void draw(Noise<Lanes>& noise, std::uint64_t seed, std::uint64_t first_path,
                     std::uint32_t block) const {
        draw_logs(noise.log_low, seed, first_path, block, Stream::bridge_low);
        draw_logs(noise.log_high, seed, first_path, block, Stream::bridge_high);
    }
    template <int Lanes>
    LIQ_HD void visits(PerLane<LogPrice, Lanes> (&visit)[4], Noise<Lanes> const& noise, int within,
                       int lane, LogPrice from, LogPrice increment, float variance) const {
        float const minus_2_v = -2.0f * variance;
        float const square = increment * increment;
        float const down = square_root(fused(minus_2_v, pick(noise.log_low, within, lane), square));
        float const up = square_root(fused(minus_2_v, pick(noise.log_high, within, lane), square));
        float const low = fused(0.5f, increment - down, from);
        float const high = fused(0.5f, increment + up, from);
        bool const rises = increment > 0.0f;
        visit[0][lane] = rises ? low : high;
        visit[1][lane] = rises ? high : low;
        visit[2][lane] = from + increment;
    }

  private:
    template <int Lanes>
    LIQ_HD static void draw_logs(PerLane<float, Lanes> (&logs)[words_per_block], std::uint64_t seed,
                                 std::uint64_t first_path, std::uint32_t block, Stream stream) {
        BlockOfLanes<Lanes> words;
        draw_block(words, seed, first_path, block, stream);
        for (int i = 0; i < words_per_block; ++i) {
            for_each_lane<Lanes>(
                [&](int lane) { logs[i][lane] = log_uniform(words.word[i][lane]); });
        }
    }
};

/// One statically typed simulation.
template <PriceModel Price, class Monitoring, class Pressure>
class PathProgram {
  public:
    static constexpr int rows = Pressure::active ? 2 : 1;
    using Observers = Estimators<rows>;

    explicit PathProgram(ProgramInputs const& in)
        : PathProgram(in, std::get<typename Price::Parameters>(in.price_model)) {}

    /// Simulates paths first_path .. first_path + Lanes - 1, adding to the counters.
    template <int Lanes>
    LIQ_HD void run(std::uint64_t first_path, CounterSink const& sink) const {
        Tile<Lanes> tile;
        Sampling::State<Lanes> sampled;
        start(tile);
        if (initial_jump_ != 0.0f) {
            for_each_lane<Lanes>([&](int lane) { tile.visit[0][lane] = initial_jump_; });
            visit(tile, 0, When{0, 0}, sink);
            end_step(tile);
            for_each_lane<Lanes>([&](int lane) { tile.x[lane] = initial_jump_; });
        }
        int step = 0;
        int time_bin = 0;
        for (std::uint32_t block = 0; step < schedule_.steps; ++block) {
            price_.draw(tile.noise, seed_, sampling_.words_of(first_path), block);
            sampling_.shape(sampled, tile.noise, seed_, first_path, block);
            monitoring_.draw(tile.extremes, seed_, first_path, block);
#pragma unroll 1
            for (int within = 0; within < words_per_block && step < schedule_.steps; ++within) {
                ++step;
                advance(tile, within);
                When const when{step, time_bin};
#pragma unroll 1
                for (int v = 0; v < Monitoring::n_visits; ++v) visit(tile, v, when, sink);
                end_step(tile);
                time_bin += report(tile, when, sink);
            }
        }
        finish(tile, first_path, sink);
    }

    /// Reads its tables elsewhere, as in the shared memory of a GPU block.
    LIQ_HD void use_sampling(float const* weights, std::uint32_t const* directions) {
        sampling_.use(weights, directions);
    }
    LIQ_HD void use(LadderView const& ladder, ObservationTables const& tables,
                    int const* report_steps) {
        pressure_.use(ladder);
        observers_.use(tables);
        closes_ = tables.closes;
        schedule_.report_steps = report_steps;
    }

  private:
    PathProgram(ProgramInputs const& in, typename Price::Parameters const& model)
        : seed_(in.seed),
          schedule_(in.schedule),
          sampling_(in.sampling),
          initial_jump_(static_cast<float>(in.price.initial_jump)),
          price_(model, in.price, in.schedule.step_years),
          pressure_(in.pressure, in.schedule.step_years),
          observers_(in.tables, in.layout),
          closes_(in.tables.closes) {}

    /// Everything that varies along a path, lane by lane.
    template <int Lanes>
    struct Tile {
        PerLane<LogPrice, Lanes> x;         ///< fundamental log price
        PerLane<LogPrice, Lanes> visit[4];  ///< X at the visits of the step
        PerLane<LogPrice, Lanes> traded;    ///< P at the last visit
        LaneSet settled = 0;                ///< lanes that lost levels in this step
        typename Price::template State<Lanes> price;
        typename Price::template Noise<Lanes> noise;
        typename Monitoring::template Noise<Lanes> extremes;
        typename Pressure::template State<Lanes> pressure;
        typename Observers::template State<Lanes> observers;
        Outcomes<Lanes> outcomes;
    };

    template <int Lanes>
    LIQ_HD void start(Tile<Lanes>& tile) const {
        for_each_lane<Lanes>([&](int lane) {
            tile.x[lane] = 0.0f;
            tile.traded[lane] = 0.0f;
            tile.outcomes.happened[0][lane] = tile.outcomes.happened[1][lane] = 0;
            price_.start(tile.price, lane);
            pressure_.start(tile.pressure, lane);
            observers_.start(tile.observers, lane);
        });
    }

    /// model.md 6, steps 1 and 2: decay, the diffusion, and where the price is looked at.
    template <int Lanes>
    LIQ_HD void advance(Tile<Lanes>& tile, int within) const {
        for_each_lane<Lanes>([&](int lane) { pressure_.begin_step(tile.pressure, lane); });
        for_each_lane<Lanes>([&](int lane) {
            LogPrice const from = tile.x[lane];
            LogPrice const increment = price_.advance(tile.price, tile.noise, within, lane);
            monitoring_.visits(tile.visit, tile.extremes, within, lane, from, increment,
                               price_.step_variance(tile.price, lane));
            tile.x[lane] = from + increment;
        });
    }

    /// model.md 6, step 3: settle the cascade at one visited price, then observe.
    template <int Lanes>
    LIQ_HD void visit(Tile<Lanes>& tile, int v, When when, CounterSink const& sink) const {
        auto const visited = [&](int lane) { return pick(tile.visit, v, lane); };
        if constexpr (Pressure::active) {
            LaneSet const touched = lanes_where<Lanes>(
                [&](int lane) { return pressure_.touches(tile.pressure, lane, visited(lane)); });
            for_each_lane_of<Lanes>(touched, [&](int lane) {
                Sweep const sweep = pressure_.settle(tile.pressure, lane, visited(lane));
                observers_.swept(tile.observers, lane, sweep, when, sink);
            });
            tile.settled |= touched;
        }
        LaneSet const wanted = lanes_where<Lanes>([&](int lane) {
            Prices const prices = prices_at(tile, lane, visited(lane));
            tile.traded[lane] = prices.traded;
            observers_.observe(tile.observers, lane, prices);
            return observers_.wants(tile.observers, lane, prices);
        });
        for_each_lane_of<Lanes>(wanted, [&](int lane) {
            observers_.attend(tile.observers, tile.outcomes, lane,
                              Prices{tile.traded[lane], visited(lane)}, when, sink);
        });
    }

    /// model.md 6, step 4: what the step removed, and what that does to the depth.
    template <int Lanes>
    LIQ_HD void end_step(Tile<Lanes>& tile) const {
        if constexpr (Pressure::active) {
            for_each_lane_of<Lanes>(tile.settled, [&](int lane) {
                RemovedFuel const fuel = pressure_.close_step(tile.pressure, lane);
                observers_.step_fuel(tile.observers, lane, fuel);
            });
            tile.settled = 0;
            for_each_lane<Lanes>([&](int lane) { pressure_.withdraw(tile.pressure, lane); });
        }
    }

    /// Report times and close events that fall on the end of this step. Returns 1 after a report
    /// time.
    template <int Lanes>
    LIQ_HD int report(Tile<Lanes>& tile, When when, CounterSink const& sink) const {
        for (int i = 0; i < closes_.count; ++i) {
            if (closes_.levels[i].step != when.step) continue;
            for (int lane = 0; lane < Lanes; ++lane) {
                observers_.close_event(tile.observers, tile.outcomes, lane, close_of(tile, lane),
                                       when, sink);
            }
            break;  // one call serves all that are due
        }
        if (when.step != schedule_.report_steps[when.time_bin]) return 0;
        for (int lane = 0; lane < Lanes; ++lane) {
            observers_.report_time(tile.observers, lane, close_of(tile, lane), when, sink);
        }
        return 1;
    }

    template <int Lanes>
    LIQ_HD void finish(Tile<Lanes>& tile, std::uint64_t first_path, CounterSink const& sink) const {
        for (int lane = 0; lane < Lanes; ++lane) {
            RemovedFuel const fuel = pressure_.removed(tile.pressure, lane);
            PathEnd end{close_of(tile, lane), fuel.longs, fuel.shorts};
            end.replicate = sampling_.replicate_of(first_path + static_cast<unsigned>(lane));
            observers_.finish(tile.observers, tile.outcomes, lane, end, sink);
        }
    }

    template <int Lanes>
    LIQ_HD Prices prices_at(Tile<Lanes> const& tile, int lane, LogPrice x) const {
        return {pressure_.traded(tile.pressure, lane, x), x};
    }
    template <int Lanes>
    LIQ_HD static Prices close_of(Tile<Lanes> const& tile, int lane) {
        return {tile.traded[lane], tile.x[lane]};
    }

    std::uint64_t seed_;
    Schedule schedule_;
    Sampling sampling_;
    LogPrice initial_jump_;
    Price price_;
    Monitoring monitoring_;
    Pressure pressure_;
    Observers observers_;
    CloseLevels closes_;
};

}  // namespace liq::inline LIQ_TARGET
