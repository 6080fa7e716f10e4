/// \file
/// The reference for speeds: the simplest program that estimates the same probability.
#pragma once

#include <cstdint>
#include <random>

namespace liq::benchmark {

/// A race: which of two barriers does geometric Brownian motion reach first, at the ends of steps?
struct PlainRace {
    double spot = 0;        ///< [USD]
    double up = 0;          ///< reached at or above it [USD]
    double down = 0;        ///< reached at or below it [USD]
    double drift = 0;       ///< per year
    double volatility = 0;  ///< per year^0.5
    double step_years = 0;
    int steps = 0;
};

/// Numbers of paths, by the barrier that they reached first.
struct PlainCounts {
    std::uint64_t up = 0;
    std::uint64_t down = 0;
    std::uint64_t neither = 0;
};

/// The loop uses one thread, double precision, the generator and normal distribution of the
/// standard library, and `exp` at every step; it checks both barriers and makes all steps. Every
/// ratio of speeds that this project states is relative to this loop.
class PlainLoop {
  public:
    PlainLoop(PlainRace const& race, std::uint64_t seed);

    /// Simulates the next `paths` paths.
    PlainCounts run(std::uint64_t paths);

  private:
    PlainRace race_;
    double mean_;       ///< of a log increment
    double deviation_;  ///< of a log increment
    std::mt19937_64 generator_;
    std::normal_distribution<double> normal_;
};

}  // namespace liq::benchmark
