/// \file
/// The life of a path, written once for all backends. A price model, a monitoring, a cascade and
/// estimators are put together at compile time and run over a tile of lanes (models/law.md 6).
#pragma once

#include <cmath>
#include <cstdint>
#include <type_traits>

#include "kernels/monitoring.hpp"
#include "kernels/path_between_ends.hpp"
#include "kernels/path_tile.hpp"
#include "kernels/program_inputs.hpp"
#include "kernels/stop_look.hpp"
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
class PathProgram : public PathBetweenEnds<Price, Monitoring, Pressure> {
    using Visits = PathVisits<Price, Monitoring, Pressure>;
    using Between = PathBetweenEnds<Price, Monitoring, Pressure>;
    using Parts = typename Visits::Parts;

  public:
    using Visits::lean;

    explicit PathProgram(ProgramInputs const& in)
        : Between(in),
          schedule_(in.schedule),
          sampling_(in.sampling),
          initial_jump_(static_cast<float>(in.price.common.initial_jump)),
          closes_(in.tables.closes),
          day_ends_(in.tables.day_ends) {}

    /// Whether nobody needs these paths any more; what they counted is to be dropped then.
    [[nodiscard]] LIQ_HD bool stopped() const { return is_raised(schedule_.stop); }

    /// Shared memory that one GPU thread sets aside (`Aside`) [bytes].
    static constexpr std::size_t aside_bytes() {
        return sizeof(typename Parts::template Carried<1>);
    }

    /// Simulates paths first_path .. first_path + Lanes - 1, adding to the counters.
    template <int Lanes>
    LIQ_HD void run(std::uint64_t first_path, CounterSink const& sink) const {
        Tile<Lanes> tile;
        start(tile);
        int step = 0, time_bin = 0, last = schedule_.steps;
        int due = for_rare_code(*this).next_due(step, time_bin);
        while (step < last) {
            // Made anew for every four steps: to keep it would cost a GPU thread registers.
            PathsAndQuartet const at{for_rare_code(*this).seed_, first_path,
                                     static_cast<std::uint32_t>(step) / words_per_quartet};
            price_.draw((*tile.carried).price, (*tile.carried).moves, sampling_,
                        (*tile.carried).sampled, at);
            if (step == 0) for_rare_code(*this).begin(tile, sink);
            if constexpr (looks_ahead<Lanes>) {
                advance_ahead(tile);
            } else {
                monitoring_.draw((*tile.carried).bridge, at);
            }
#pragma unroll 1
            for (int within = 0; within < words_per_quartet && step < last; ++within) {
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
                    // A full cascade reads too many numbers to keep them from step to step.
                    for_rare_code_if<Pressure::full>(*this).visit_all(tile, first_path, within,
                                                                      when, sink);
                } else {
                    if constexpr (Pressure::active) go_straight(tile, first_path, when, sink);
                    visit_end(tile, when, sink);
                    visit_jumps(tile, within, when, sink);
                }
                end_step(tile, when, sink);
                if (step != due) continue;
                time_bin += report(tile, first_path, when, sink);
                due = for_rare_code(*this).next_due(step, time_bin);
                if (stopped()) last = step;  // leaving from here would slow lean programs by 3 %
            }
        }
        for_rare_code(*this).finish(tile, first_path, sink);
    }

  private:
    template <int Lanes>
    using Tile = typename Visits::template Tile<Lanes>;
    template <int Lanes>
    static constexpr bool looks_ahead = Between::template looks_ahead<Lanes>;
    using Between::visit_all, Between::go_straight;
    using Visits::seed_, Visits::price_, Visits::monitoring_, Visits::pressure_, Visits::observers_;
    using Visits::visit_end, Visits::visit_jumps, Visits::jump_of, Visits::close_of;

    template <int Lanes>
    LIQ_HD void start(Tile<Lanes>& tile) const {
        (*tile.carried).sampled.segment = 0;
        // In lanes for which no extremes are drawn they are computed all the same, and not used.
        if constexpr (looks_ahead<Lanes>) (*tile.carried).bridge = {};
        for_each_lane<Lanes>([&](int lane) {
            tile.x[lane] = 0.0f;
            (*tile.carried).outcomes.happened[0][lane] =
                (*tile.carried).outcomes.happened[1][lane] = 0;
            price_.start((*tile.carried).price, lane);
            pressure_.start(tile.pressure, lane);
            observers_.start(tile.seen(), lane);
        });
    }

    /// models/law.md 6, step 0: X starts at the jump, which is settled and observed, in the depth
    /// of the variance at the start.
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

    /// Time passes: what forced orders have done to the price decays.
    template <int Lanes>
    LIQ_HD void begin_step(Tile<Lanes>& tile, int within) const;

    /// models/law.md 6, step 2: the diffusion.
    template <int Lanes>
    LIQ_HD void advance(Tile<Lanes>& tile, int within) const;

    /// Makes the moves of four steps.
    template <int Lanes>
    LIQ_HD void advance_ahead(Tile<Lanes>& tile) const;

    /// Finds the lanes that may reach something within four steps, and draws their extremes.
    /// Between settlements impacts only relax, running highs only rise and falls only deepen, so
    /// that nothing comes nearer than it is now. A lane in which something settles is one of the
    /// lanes found.
    template <int Lanes>
    LIQ_HD void look_ahead(Tile<Lanes>& tile, PathsAndQuartet const& at) const;

    /// Takes the next of the steps that `advance_ahead` made.
    template <int Lanes>
    LIQ_HD void take_step(Tile<Lanes>& tile, int within) const;

    /// models/law.md 6, step 4: what the step removed changes the depth, the fund and the book.
    template <int Lanes>
    LIQ_HD void end_step(Tile<Lanes>& tile, When when, CounterSink const& sink) const;

    /// The end of a step, in a lane in which something settled.
    template <int Lanes>
    LIQ_HD void close_step(Tile<Lanes>& tile, int lane, When when, CounterSink const& sink) const;

    /// The next step that is a report time, has close events due, ends a day or looks for a stop.
    LIQ_HD int next_due(int step, int time_bin) const;

    /// A day closes. At step 0 it is the day that ends less than a step after the start.
    template <int Lanes>
    LIQ_HD_APART void end_day(Tile<Lanes>& tile, When when, CounterSink const& sink) const;

    /// Handles report times, close events and day ends that fall on the end of this step. Returns 1
    /// after a report time.
    template <int Lanes>
    LIQ_HD_APART int report(Tile<Lanes>& tile, std::uint64_t first_path, When when,
                            CounterSink const& sink) const;

    template <int Lanes>
    LIQ_HD void close_events(Tile<Lanes>& tile, When when, CounterSink const& sink) const;

    template <int Lanes>
    LIQ_HD void finish(Tile<Lanes>& tile, std::uint64_t first_path, CounterSink const& sink) const;

    Schedule schedule_;
    Sampling sampling_;
    LogPrice initial_jump_;
    CloseLevels closes_;
    DayEnds day_ends_;
};

}  // namespace liq::inline LIQ_TARGET

#include "kernels/path_ends.hpp"
#include "kernels/path_moves.hpp"
