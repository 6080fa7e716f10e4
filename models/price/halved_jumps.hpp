/// \file
/// The jumps of a step, and of one that is half of a step of another run.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/core/random.hpp"
#include "models/price/jumps.hpp"

namespace liq::inline LIQ_TARGET {

/// The jumps of one step, and where their sizes come from.
struct Jumps {
    int count;
    PathStep sizes;
};

/// Step `within` (0..3) of four steps, of the path of one lane.
LIQ_HD PathStep step_of(PathsAndQuartet const& at, int within, int lane) {
    return {at.seed, at.first_path + static_cast<std::uint64_t>(lane),
            at.quartet * words_per_quartet + static_cast<std::uint32_t>(within)};
}

/// How many of the jumps of a whole step fall in its first half: each does with probability 1/2. So
/// the numbers of both halves are independent Poisson variates. A jump takes one bit.
/// \param at  the whole step
LIQ_HD int jumps_of_first_half(int count, PathStep const& at) {
    int const bits = 32 * words_per_quartet;
    int first = 0;
#pragma unroll 1
    for (int from = 0; from < count; from += bits) {
        auto const stream = static_cast<std::uint32_t>(Stream::half_of_jump) +
                            static_cast<std::uint32_t>(from / bits);
        Quartet const words =
            random_quartet(at.seed, at.path, at.step, static_cast<Stream>(stream));
#pragma unroll 1
        for (int i = from; i < count && i < from + bits; ++i)
            first += static_cast<int>((words.word[(i - from) / 32] >> (i % 32)) & 1u);
    }
    return first;
}

}  // namespace liq::inline LIQ_TARGET
