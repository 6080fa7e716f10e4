/// \file
/// Price models on their own: paths without cascade or events, for tests of their law.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "models/core/lanes.hpp"
#include "models/core/random.hpp"
#include "models/core/sampling.hpp"
#include "models/price/parameters.hpp"

namespace liq::tests {

inline constexpr double minute = 1.0 / 525600;  ///< [year]
inline constexpr double hour = 60 * minute;
inline constexpr double day = 24 * hour;

inline PriceInputs inputs_of(double step_years, double drift) {
    PriceInputs in;
    in.common.drift = drift;
    in.step_years = step_years;
    return in;
}

/// What one step of one path did.
struct Move {
    float increment;
    float variance;
    float log2_ratio;
    float jump;
    bool jumped;
    bool operator==(Move const&) const = default;
};

/// Calls visit(path, step, Move, state, lane) for every step of so many paths, `Lanes` at a time.
template <int Lanes, class Model, class Visit>
void walk(Model const& model, int paths, int steps, Visit const& visit, bool antithetic = false,
          std::uint64_t seed = 1) {
    SamplingView view;
    if (antithetic) view.kind = SamplingKind::antithetic;
    Sampling const sampling(view);
    for (int first = 0; first < paths; first += Lanes) {
        typename Model::template State<Lanes> state;
        for (int lane = 0; lane < Lanes; ++lane) model.template start<Lanes>(state, lane);
        auto const path = static_cast<std::uint64_t>(first);
        for (int step = 0; step < steps; ++step) {
            static thread_local typename Model::template Noise<Lanes> noise;
            auto const quartet = static_cast<std::uint32_t>(step / words_per_quartet);
            int const within = step % words_per_quartet;
            PathsAndQuartet const own{seed, path, quartet};
            PriceDraws const at{own, {seed, sampling.words_of(path), quartet}};
            if (within == 0) {
                model.template draw<Lanes>(noise, at);
                typename Sampling::State<Lanes> sampled;
                sampling.shape(sampled, noise, own);
            }
            PerLane<float, Lanes> increment, variance, ratio, size{};
            for_each_lane<Lanes>([&](int lane) {
                increment[lane] = model.template advance<Lanes>(state, noise, within, lane);
            });
            model.template advance_rest<Lanes>(state, noise, within, increment);
            for_each_lane<Lanes>([&](int lane) {
                variance[lane] = model.template step_variance<Lanes>(state, lane);
                ratio[lane] = model.template log2_variance_ratio<Lanes>(state, lane);
            });
            LaneSet const jumped = model.template jump<Lanes>(state, noise, at, within, size);
            for (int lane = 0; lane < Lanes; ++lane) {
                bool const fell = ((jumped >> lane) & 1u) != 0;
                Move const move{increment[lane], variance[lane], ratio[lane],
                                fell ? size[lane] : 0.0f, fell};
                visit(first + lane, step, move, state, lane);
            }
        }
    }
}

/// The moves of all steps, path after path.
template <int Lanes, class Model>
std::vector<Move> moves_of(Model const& model, int paths, int steps, bool antithetic = false) {
    std::vector<Move> moves(static_cast<std::size_t>(paths) * static_cast<std::size_t>(steps));
    walk<Lanes>(
        model, paths, steps,
        [&](int path, int step, Move const& move, auto const&, int) {
            moves[static_cast<std::size_t>(path * steps + step)] = move;
        },
        antithetic);
    return moves;
}

/// Mean and standard error of what was added.
struct Moments {
    double n = 0, sum = 0, squares = 0;
    void add(double x) {
        n += 1;
        sum += x;
        squares += x * x;
    }
    [[nodiscard]] double mean() const { return sum / n; }
    [[nodiscard]] double variance() const { return (squares - sum * sum / n) / (n - 1); }
    [[nodiscard]] double error() const { return std::sqrt(variance() / n); }
};

/// X at the end of every path.
template <class Model>
std::vector<double> ends_of(Model const& model, int paths, int steps) {
    std::vector<double> x(static_cast<std::size_t>(paths));
    walk<32>(model, paths, steps, [&](int path, int, Move const& move, auto const&, int) {
        x[static_cast<std::size_t>(path)] += static_cast<double>(move.increment) + move.jump;
    });
    return x;
}

/// E[exp X] after the steps, with its standard error, of a model at `drift`.
template <class Model, class Parameters>
Moments growth_of(Parameters const& parameters, double step_years, double drift, int paths,
                  int steps) {
    Model const model(parameters, inputs_of(step_years, drift));
    Moments growth;
    for (double x : ends_of(model, paths, steps)) growth.add(std::exp(x));
    return growth;
}

}  // namespace liq::tests
