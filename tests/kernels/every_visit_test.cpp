// A step skips the lanes in which nothing is reached (kernels/path_program.hpp). Here every visit
// of models/law.md 6 is made, one path and one price after the other: the totals must be the same
// integers.
#include <gtest/gtest.h>

#include <algorithm>

#include "kernels/backend.hpp"
#include "kernels/dispatch.hpp"
#include "tests/support/equal_totals.hpp"
#include "tests/support/whole_model_plans.hpp"

namespace liq::tests {
namespace {

std::uint64_t n_paths(Plan const& plan) {
    return paths_of(plan, 3000);
}

/// models/law.md 6 in its order, for one path after the other, without any shortcut.
template <class Price, class Monitoring, class Pressure>
class EveryVisit {
  public:
    using Observers = typename PathProgram<Price, Monitoring, Pressure>::Observers;

    explicit EveryVisit(ProgramInputs const& in)
        : in_(in),
          price_(in.price_model, in.price),
          sampling_(in.sampling),
          pressure_(in.pressure, in.schedule.step_years),
          observers_(in.tables, in.layout) {}

    void run(std::uint64_t path, CounterSink const& sink) {
        start();
        When when;
        typename Price::template Moves<1> moves;
        Sampling::State<1> sampled{};
        typename Monitoring::template Noise<1> bridge;
        while (when.step < in_.schedule.steps) {
            int const within = when.step % words_per_quartet;
            if (within == 0) {
                PathsAndQuartet const at{in_.seed, path, static_cast<std::uint32_t>(when.step / 4)};
                price_.template draw<1>(model_, moves, sampling_, sampled, at);
                monitoring_.draw(bridge, at);
            }
            if (when.step == 0 && in_.price.common.initial_jump != 0) {
                begin_step(moves, 0);
                x_ = static_cast<float>(in_.price.common.initial_jump);
                visit(x_, When{0, 0}, sink);
                end_step(When{0, 0}, sink);
            }
            ++when.step;
            begin_step(moves, within);
            float const increment = price_.template advance<1>(model_, moves, within, 0);
            if constexpr (Monitoring::between_ends) {
                Move const move{x_, increment,
                                price_.template step_variance<1>(model_, moves, within, 0)};
                Extremes const x = monitoring_.extremes(bridge, within, 0, move);
                Extremes const p = traded(bridge, within, move, path, when, sink);
                bool const rises = increment > 0.0f;
                visit_extreme(rises ? Prices{p.low, x.low} : Prices{p.high, x.high}, when, sink);
                visit_extreme(rises ? Prices{p.high, x.high} : Prices{p.low, x.low}, when, sink);
            } else if constexpr (Pressure::active) {
                go_straight(increment, path, when, sink);
            }
            x_ += increment;
            visit(x_, when, sink);
            if (price_.template jumped<1>(moves, within) != 0) {
                x_ += price_.template jump<1>(moves, within, 0);
                visit(x_, when, sink);
            }
            end_step(when, sink);
            report(path, when, sink);
        }
        RemovedFuel const fuel = pressure_.removed(cascade_, 0);
        PathEnd end{close_, fuel.longs, fuel.shorts, {}};
        if constexpr (Pressure::full) end.cascade = pressure_.path_end(cascade_, 0);
        observers_.finish(seen_, outcomes_, 0, end, sink);
    }

  private:
    void start() {
        x_ = 0;
        outcomes_.happened[0][0] = outcomes_.happened[1][0] = 0;
        price_.start(model_, 0);
        pressure_.start(cascade_, 0);
        observers_.start(seen_, 0);
    }

    void begin_step(typename Price::template Moves<1> const& moves, int within) {
        if constexpr (Pressure::full) {
            float const ratio = price_.template log2_variance_ratio<1>(moves, within, 0);
            pressure_.begin_step(cascade_, before_, 0, ratio);
            pressure_.relax(cascade_);
        } else {
            pressure_.begin_step(cascade_, before_, 0);
        }
    }

    /// The extremes of P, after all that the mark reaches between the ends of a step.
    Extremes traded(typename Monitoring::template Noise<1> const& bridge, int within,
                    Move const& move, std::uint64_t path, When when, CounterSink const& sink) {
        if constexpr (!Pressure::active)
            return monitoring_.extremes(bridge, within, 0, move);
        else {
            auto const shifted = [&](float share) {
                LogPrice const before = share * pressure_.impact_before(cascade_, before_, 0);
                LogPrice const after = share * pressure_.impact(cascade_, 0);
                return monitoring_.extremes(
                    bridge, within, 0,
                    {move.from + before, move.increment + (after - before), move.variance});
            };
            Spreads const spreads = monitoring_.spreads(bridge, within, 0, move.variance);
            return walk({move.from, move.from + move.increment, move.variance, spreads,
                         move.increment > 0.0f},
                        shifted(pressure_.pass_through()), shifted(1.0f), path, when, sink);
        }
    }
    void go_straight(float increment, std::uint64_t path, When when, CounterSink const& sink) {
        LogPrice const to = x_ + increment;
        // As in the program, where only the end of a step is kept.
        LogPrice const from = to - increment;
        LogPrice const i = pressure_.impact_before(cascade_, before_, 0);
        LogPrice const j = pressure_.impact(cascade_, 0);
        auto const ends = [](LogPrice a, LogPrice b) {
            return Extremes{std::min(a, b), std::max(a, b)};
        };
        Extremes const mark = ends(pressure_.mark_of(from, i), pressure_.mark_of(to, j));
        walk({from, to, 0.0f, {0.0f, 0.0f}, increment > 0.0f}, mark, ends(from + i, to + j), path,
             when, sink);
    }
    Extremes walk(StepBetween const& step, Extremes const& mark, Extremes const& traded,
                  std::uint64_t path, When when, CounterSink const& sink) {
        if (pressure_.touches(cascade_, 0, {mark.low, mark.high}, {0.0f, 0.0f}) == 0) return traded;
        Settling const settling{*this, path, when, sink};
        WalkState state;
        PathWalk<Pressure, 1, Settling> walk(pressure_, cascade_, 0, step, settling, state);
        return walk.run(before_, mark, traded);
    }
    struct Settling {
        EveryVisit& test;
        std::uint64_t path;
        When when;
        CounterSink const& sink;
        bool at(LogPrice x, LevelsComeTo come_to) const {
            return test.settle(x, come_to, when, sink);
        }
        bool together(LogPrice x, LogPrice mark, float limit, bool only_look) const {
            return test.settle_together(x, mark, limit, only_look, when, sink);
        }
        PathStep address() const {
            return {test.in_.seed, path, static_cast<std::uint32_t>(when.step - 1)};
        }
    };

    bool settle(LogPrice x, LevelsComeTo come_to, When when, CounterSink const& sink) {
        Sweep sweep;
        if constexpr (Pressure::full) {
            auto const on_level = [&](Side side, int level, FuelTicks ticks) {
                observers_.swept_level(seen_, 0, side, level, ticks, when, sink);
            };
            sweep = pressure_.settle(cascade_, 0, x, on_level, come_to);
        } else {
            sweep = pressure_.settle(cascade_, 0, x, come_to);
        }
        settled(sweep, when, sink);
        if constexpr (Pressure::full) pressure_.visited(cascade_, 0, x);
        return sweep.exhausted;
    }
    bool settle_together(LogPrice x, LogPrice mark, float limit, bool only_look, When when,
                         CounterSink const& sink) {
        Sweep sweep;
        bool taken;
        if constexpr (Pressure::full) {
            auto const on_level = [&](Side side, int level, FuelTicks ticks) {
                observers_.swept_level(seen_, 0, side, level, ticks, when, sink);
            };
            taken = pressure_.take_together(cascade_, 0, x, mark, limit, only_look, on_level);
        } else {
            taken = pressure_.take_together(cascade_, 0, x, mark, limit, only_look, sweep);
        }
        if (taken && !only_look) settled(sweep, when, sink);
        return taken;
    }
    void settled(Sweep const& sweep, When when, CounterSink const& sink) {
        observers_.swept(seen_, 0, sweep, when, sink);
        if constexpr (Pressure::active)
            observers_.displaced(seen_, 0, pressure_.impact(cascade_, 0));
        settled_ = true;
    }

    void visit(LogPrice x, When when, CounterSink const& sink) {
        if constexpr (Pressure::settles) settle(x, {}, when, sink);
        close_ = {pressure_.traded(cascade_, 0, x), x};
        observe(close_, when, sink);
    }
    /// Where no order moves the price, levels are settled at the extremes themselves.
    void visit_extreme(Prices const& prices, When when, CounterSink const& sink) {
        if constexpr (Pressure::settles && !Pressure::active)
            settle(prices.fundamental, {}, when, sink);
        observe(prices, when, sink);
    }
    void observe(Prices const& prices, When when, CounterSink const& sink) {
        observers_.observe(seen_, 0, prices);
        observers_.attend(seen_, outcomes_, 0, prices, when, sink);
    }

    void end_step(When when, CounterSink const& sink) {
        if constexpr (Pressure::settles) close_step(when, sink);
    }

    void close_step(When when, CounterSink const& sink) {
        if (settled_) observers_.step_fuel(seen_, 0, pressure_.close_step(cascade_, 0), when);
        if constexpr (Pressure::full) {
            if (settled_ && pressure_.fund_emptied(cascade_, 0) != 0)
                observers_.fund_emptied(outcomes_, 0, when, sink);
            if (settled_ && pressure_.deleveraging(cascade_, 0).any())
                observers_.deleveraged(seen_, 0, pressure_.deleveraging(cascade_, 0), close_, sink);
        }
        settled_ = false;
        if constexpr (Pressure::full) {
            observers_.displaced(seen_, 0, pressure_.impact(cascade_, 0));
            if (when.step > 0 && pressure_.refresh_due(when.step))
                pressure_.refresh(cascade_, PerLane<LogPrice, 1>{{x_}});
        }
    }

    void report(std::uint64_t path, When& when, CounterSink const& sink) {
        bool due = false;
        for (int i = 0; i < in_.tables.closes.count; ++i) {
            due = due || in_.tables.closes.levels[i].step == when.step;
        }
        if (due) observers_.close_event(seen_, outcomes_, 0, close_, when, sink);
        if (in_.tables.day_ends.falls_on(when.step))
            observers_.day_end(seen_, outcomes_, 0, close_, when, sink);
        if (when.step != in_.schedule.report_steps[when.time_bin]) return;
        observers_.report_time(seen_, 0, close_, when, sink);
        observers_.sample({path, close_, pressure_.removed(cascade_, 0)}, when, sink);
        ++when.time_bin;
    }

    ProgramInputs in_;
    Price price_;
    Sampling sampling_;
    Monitoring monitoring_;
    Pressure pressure_;
    Observers observers_;

    LogPrice x_ = 0;
    Prices close_{};
    bool settled_ = false;
    typename Price::template State<1> model_;
    typename Pressure::template State<1> cascade_;
    typename Pressure::template Before<1> before_;
    typename Observers::template State<1> seen_;
    Outcomes<1> outcomes_;
};

template <class Program>
struct EveryVisitOf;
template <class Price, class Monitoring, class Pressure>
struct EveryVisitOf<PathProgram<Price, Monitoring, Pressure>> {
    using type = EveryVisit<Price, Monitoring, Pressure>;
};

Totals totals_of_every_visit(Plan const& plan) {
    Totals totals(plan.layout);
    CounterSink const sink{totals.hot().data(), totals.cold().data()};
    ProgramInputs inputs = inputs_of(plan);
    std::vector<unsigned char> memory(static_cast<std::size_t>(plan.memory.bytes));
    give_path_memory(inputs, memory.data());
    with_program(inputs, [&](auto tag) {
        typename EveryVisitOf<typename decltype(tag)::type>::type every(inputs);
        for (std::uint64_t path = 0; path < n_paths(plan); ++path) every.run(path, sink);
    });
    return totals;
}

class WithNothingSkipped : public ::testing::TestWithParam<NamedPlan> {};

TEST_P(WithNothingSkipped, TotalsAreTheSame) {
    Plan const& plan = GetParam().plan;
    Totals totals(plan.layout);
    make_cpu_backend({.threads = 1})->run(plan, {0, n_paths(plan)}, totals);
    EXPECT_TRUE(same_totals(totals, totals_of_every_visit(plan)));
}

// A card runs gbm with a cascade by the programs of all price models (kernels/cuda/launch.hpp).
TEST_P(WithNothingSkipped, TheProgramsOfACardDoTheSame) {
    Plan const& plan = GetParam().plan;
    Totals totals(plan.layout), of_a_card(plan.layout);
    make_cpu_backend({.threads = 1})->run(plan, {0, n_paths(plan)}, totals);
    CounterSink const sink{of_a_card.hot().data(), of_a_card.cold().data()};
    ProgramInputs inputs = inputs_of(plan);
    std::vector<unsigned char> memory(static_cast<std::size_t>(plan.memory.bytes));
    give_path_memory(inputs, memory.data());
    with_program<false>(inputs, [&](auto tag) {
        typename decltype(tag)::type const program(inputs);
        for (std::uint64_t path = 0; path < n_paths(plan); ++path)
            program.template run<1>(path, sink);
    });
    EXPECT_TRUE(same_totals(totals, of_a_card));
}

/// Sampling changes nothing but the normals, and has tests of its own.
std::vector<NamedPlan> independent_plans() {
    std::vector<NamedPlan> plans = all_plans_for_bits();
    std::erase_if(plans, [](NamedPlan const& named) {
        return named.plan.sampling.kind != SamplingKind::independent;
    });
    return plans;
}

INSTANTIATE_TEST_SUITE_P(Plans, WithNothingSkipped, ::testing::ValuesIn(independent_plans()),
                         [](auto const& tested) { return test_name_of(tested.param); });

}  // namespace
}  // namespace liq::tests
