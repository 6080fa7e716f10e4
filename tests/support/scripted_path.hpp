/// \file
/// Paths whose every increment a test has chosen, through the program that all backends run.
#pragma once

#include <utility>
#include <vector>

#include "kernels/path_program.hpp"
#include "tests/support/plan_builder.hpp"

namespace liq::tests {

/// A price model that follows a script instead of random numbers; beyond its end nothing moves.
class ScriptedPrice {
  public:
    using Parameters = GbmParameters;
    /// Log increments, one a step; set before a program is made.
    static inline std::vector<float> script;
    /// v dt of every step, which spreads the extremes of bridge monitoring; 0: none beyond the
    /// ends.
    static inline float variance = 0;

    template <int Lanes>
    struct State {};
    template <int Lanes>
    struct Noise {
        float increment[words_per_block];
    };

    ScriptedPrice(GbmParameters const&, PriceCommon const&, double) {}
    template <int Lanes>
    void start(State<Lanes>&, int) const {}
    template <int Lanes>
    void draw(Noise<Lanes>& noise, PathsAndBlock const& at) const {
        for (std::size_t i = 0; i < words_per_block; ++i) {
            std::size_t const step = at.block * words_per_block + i;
            noise.increment[i] = step < script.size() ? script[step] : 0.0f;
        }
    }
    template <int Lanes>
    LogPrice advance(State<Lanes>&, Noise<Lanes> const& noise, int within, int) const {
        return noise.increment[within];
    }
    template <int Lanes>
    float step_variance(State<Lanes> const&, int) const {
        return variance;
    }
};

/// Totals of one path along the script. \tparam Pressure  must be what the plan's cascade asks for
template <class Monitoring, class Pressure>
Totals follow(Plan const& plan, std::vector<float> script) {
    ScriptedPrice::script = std::move(script);
    Totals totals(plan.layout);
    PathProgram<ScriptedPrice, Monitoring, Pressure> const program(inputs_of(plan));
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
