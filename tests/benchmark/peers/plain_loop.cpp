// The plain scalar loop (host/benchmark/plain_loop.hpp) as a contestant. On all cores: one thread a
// core with a generator and a seed of its own.
//
// Usage: plain_loop SPOT UP DOWN DRIFT VOLATILITY STEPS YEARS SEED THREADS SECONDS REPETITIONS
// Prints a line a repetition: paths, paths with the upper barrier first, with neither, seconds.

#include "host/benchmark/plain_loop.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

namespace {

/// Every loop runs `paths` paths in a thread of its own.
liq::benchmark::PlainCounts run_all(std::vector<liq::benchmark::PlainLoop>& loops,
                                    std::uint64_t paths) {
    std::vector<liq::benchmark::PlainCounts> counts(loops.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < loops.size(); ++i) {
        threads.emplace_back([&, i] { counts[i] = loops[i].run(paths); });
    }
    counts[0] = loops[0].run(paths);
    for (std::thread& thread : threads) thread.join();
    liq::benchmark::PlainCounts sum;
    for (liq::benchmark::PlainCounts const& part : counts) {
        sum.up += part.up;
        sum.down += part.down;
        sum.neither += part.neither;
    }
    return sum;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 12) return 2;
    auto const number = [&](int i) { return std::atof(argv[i]); };
    int const steps = std::atoi(argv[6]);
    liq::benchmark::PlainRace const race{number(1), number(2),         number(3), number(4),
                                         number(5), number(7) / steps, steps};
    std::vector<liq::benchmark::PlainLoop> loops;
    for (int i = 0; i < std::atoi(argv[9]); ++i) {
        loops.emplace_back(race, static_cast<std::uint64_t>(std::atoll(argv[8]) + i));
    }
    double const seconds = number(10);
    std::uint64_t paths = 100;
    auto const timed = [&](liq::benchmark::PlainCounts& counts) {
        auto const start = std::chrono::steady_clock::now();
        counts = run_all(loops, paths);
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    liq::benchmark::PlainCounts counts;
    double const warm_up = timed(counts);
    paths = static_cast<std::uint64_t>(std::max(1.0, 100 * seconds / warm_up));
    for (int i = 0; i < std::atoi(argv[11]); ++i) {
        double const took = timed(counts);
        std::printf("%llu %llu %llu %.6f\n", static_cast<unsigned long long>(paths * loops.size()),
                    static_cast<unsigned long long>(counts.up),
                    static_cast<unsigned long long>(counts.neither), took);
    }
    return 0;
}
