#include "host/estimation/resampled_days.hpp"

#include <algorithm>

#include "models/core/random.hpp"

namespace liq::estimation {
namespace {

constexpr double of_word = 1.0 / 4294967296.0;

/// Words where blocks of history begin, the first of a quartet each; quartet 0 is not a block's.
std::uint32_t word_of(std::uint64_t seed, std::uint64_t draw, std::uint32_t quartet) {
    return random_quartet(seed, draw, quartet, Stream::bootstrap_start).word[0];
}

}  // namespace

std::vector<double> resampled_days(std::size_t n_days, std::size_t break_day, std::uint64_t seed,
                                   std::uint64_t draw) {
    std::vector<double> times(n_days, 0.0);
    std::uint32_t quartet = 1;
    auto const draw_from = [&](std::size_t first, std::size_t count) {
        for (std::size_t made = 0; made < count; made += days_of_block) {
            auto const begin = static_cast<std::size_t>(word_of(seed, draw, quartet++) * of_word *
                                                        static_cast<double>(count));
            for (std::size_t i = 0; i < std::min(days_of_block, count - made); ++i)
                times[first + (begin + i) % count] += 1;
        }
    };
    draw_from(0, std::min(break_day, n_days));
    if (break_day < n_days) draw_from(break_day, n_days - break_day);
    return times;
}

double uniform_of_draw(std::uint64_t seed, std::uint64_t draw) {
    return word_of(seed, draw, 0) * of_word;
}

}  // namespace liq::estimation
