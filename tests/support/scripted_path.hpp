/// \file
/// Paths whose every increment a test has chosen, through the program that all backends run.
#pragma once

#include <utility>
#include <vector>

#include "kernels/path_program.hpp"
#include "models/cascade/frozen_cascade.hpp"
#include "models/cascade/no_cascade.hpp"
#include "tests/support/plan_builder.hpp"

namespace liq::tests {

/// A source of moves that follows a script instead of random numbers; beyond its end nothing moves.
class ScriptedPrice {
  public:
    static constexpr bool lean = false;
    static constexpr bool has_jumps = true;
    static constexpr bool stochastic_variance = true;
    /// Log increments, one a step; set before a program is made.
    static inline std::vector<float> script;
    /// Log jumps at the ends of steps, one a step.
    static inline std::vector<float> jumps;
    /// log2(v/theta) at the starts of steps, one a step.
    static inline std::vector<float> log2_ratios;
    /// v dt of every step, which spreads the extremes of bridge monitoring; 0: none beyond the
    /// ends.
    static inline float variance = 0;

    template <int Lanes>
    struct State {};
    template <int Lanes>
    struct Moves {
        std::size_t first_step;
    };

    ScriptedPrice(PriceParameters const&, PriceInputs const&) {}
    template <int Lanes>
    void start(State<Lanes>&, int) const {}
    template <int Lanes>
    void draw(State<Lanes>&, Moves<Lanes>& moves, Sampling const&, Sampling::State<Lanes>&,
              PathsAndQuartet const& at) const {
        moves.first_step = at.quartet * words_per_quartet;
    }
    template <int Lanes>
    LogPrice advance(State<Lanes>&, Moves<Lanes> const& moves, int within, int) const {
        return entry(script, moves.first_step, within);
    }
    template <int Lanes>
    float step_variance(State<Lanes> const&, Moves<Lanes> const&, int, int) const {
        return variance;
    }
    template <int Lanes>
    float log2_variance_ratio(Moves<Lanes> const& moves, int within, int) const {
        return entry(log2_ratios, moves.first_step, within);
    }
    template <int Lanes>
    LaneSet jumped(Moves<Lanes> const& moves, int within) const {
        return entry(jumps, moves.first_step, within) != 0.0f ? ~LaneSet{0} >> (32 - Lanes) : 0u;
    }
    template <int Lanes>
    LogPrice jump(Moves<Lanes> const& moves, int within, int) const {
        return entry(jumps, moves.first_step, within);
    }

  private:
    static float entry(std::vector<float> const& list, std::size_t first, int within) {
        std::size_t const step = first + static_cast<std::size_t>(within);
        return step < list.size() ? list[step] : 0.0f;
    }
};

/// Totals of one path along the script. \tparam Pressure  must be what the plan's cascade asks for
template <class Monitoring, class Pressure>
Totals follow(Plan const& plan, std::vector<float> script) {
    ScriptedPrice::script = std::move(script);
    Totals totals(plan.layout);
    ProgramInputs inputs = inputs_of(plan);
    std::vector<unsigned char> memory(static_cast<std::size_t>(plan.memory.bytes));
    give_path_memory(inputs, memory.data());
    PathProgram<ScriptedPrice, Monitoring, Pressure> const program(inputs);
    program.template run<1>(0, CounterSink{totals.hot().data(), totals.cold().data()});
    return totals;
}

/// A path watched at the ends of its steps, without a cascade.
inline Totals follow_steps(Plan const& plan, std::vector<float> script) {
    return follow<StepMonitoring, NoCascade>(plan, std::move(script));
}

/// The same with the cascade of a steady book.
inline Totals follow_cascade(Plan const& plan, std::vector<float> script) {
    return follow<StepMonitoring, FrozenCascade<SteadyDepth>>(plan, std::move(script));
}

}  // namespace liq::tests
