#include "host/benchmark/plain_loop.hpp"

#include <cmath>

namespace liq::benchmark {

PlainLoop::PlainLoop(PlainRace const& race, std::uint64_t seed)
    : race_(race),
      mean_((race.drift - race.volatility * race.volatility / 2) * race.step_years),
      deviation_(race.volatility * std::sqrt(race.step_years)),
      generator_(seed) {}

PlainCounts PlainLoop::run(std::uint64_t paths) {
    PlainCounts counts;
    for (std::uint64_t path = 0; path < paths; ++path) {
        double price = race_.spot;
        int first = 0;
        for (int step = 0; step < race_.steps; ++step) {
            price *= std::exp(mean_ + deviation_ * normal_(generator_));
            if (first == 0 && price >= race_.up) first = 1;
            if (first == 0 && price <= race_.down) first = -1;
        }
        counts.up += first > 0;
        counts.down += first < 0;
        counts.neither += first == 0;
    }
    return counts;
}

}  // namespace liq::benchmark
