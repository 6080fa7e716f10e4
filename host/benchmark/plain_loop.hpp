/// \file
/// The yardstick: what a straightforward program does, at its plainest.
#pragma once

#include <cstdint>
#include <random>

namespace liq::benchmark {

/// Which of two barriers does geometric Brownian motion reach first, looking at the ends of steps?
struct PlainRace {
    double spot = 0;        ///< USD
    double up = 0;          ///< USD, at or above
    double down = 0;        ///< USD, at or below
    double drift = 0;       ///< per year
    double volatility = 0;  ///< per year^0.5
    double step_years = 0;
    int steps = 0;
};

/// Paths by what they reached first.
struct PlainCounts {
    std::uint64_t up = 0;
    std::uint64_t down = 0;
    std::uint64_t neither = 0;
};

/// One thread, double precision, the standard library's generator and normal distribution, `exp` at
/// every step, both barriers looked at, all steps made. Every ratio that this project states is to
/// this loop, so it has no other home.
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
