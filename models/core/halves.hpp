/// \file
/// Noise of steps that are halves of those of another run, on the same Brownian paths. The normals
/// of both halves of a whole step are (Z + W)/sqrt(2) and (Z - W)/sqrt(2) with the whole step's Z
/// and a W of the run's own. So they are independent unit normals, and their sum over sqrt(2) is Z.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/noise.hpp"
#include "models/core/random.hpp"

namespace liq::inline LIQ_TARGET {

/// Puts the normals Z of whole steps in the place of the second of each two halves, from the words
/// of the paths `before` places before.
template <int Lanes>
LIQ_HD void draw_wholes(PerLane<float, Lanes> (&half)[words_per_quartet], WholeSteps const& whole,
                        std::uint64_t before, Stream stream) {
    QuartetOfLanes<Lanes> words;
    draw_quartet(words, {whole.at.seed, whole.at.first_path - before, whole.at.quartet}, stream);
    for (int i = 0; i < wholes_per_quartet; ++i) {
        PerLane<std::uint32_t, Lanes> word;
        for_each_lane<Lanes>([&](int lane) {
            word[lane] =
                whole.first == 0 ? words.word[i][lane] : words.word[i + wholes_per_quartet][lane];
        });
        standard_normals(half[2 * i + 1], word);
    }
}

/// Makes the normals of halves: the first of each two is W before, the second Z.
template <int Lanes>
LIQ_HD void split_into_halves(PerLane<float, Lanes> (&half)[words_per_quartet]) {
    float const by_root_two = 0.70710678f;
    for (int i = 0; i < wholes_per_quartet; ++i) {
        for_each_lane<Lanes>([&](int lane) {
            float const z = by_root_two * half[2 * i + 1][lane];
            float const w = by_root_two * half[2 * i][lane];
            half[2 * i][lane] = z + w;
            half[2 * i + 1][lane] = z - w;
        });
    }
}

/// The same for the normals that move a variance, and for the words that stand for them.
template <int Lanes, class Noise>
LIQ_HD void halve_variance(Noise& noise, WholeSteps const& whole) {
    draw_wholes<Lanes>(noise.variance_normal, whole, 0, Stream::variance);
    split_into_halves<Lanes>(noise.variance_normal);
    for (int i = 0; i < words_per_quartet; ++i) {
        for_each_lane<Lanes>([&](int lane) {
            noise.variance_word[i][lane] = word_of_normal(noise.variance_normal[i][lane]);
        });
    }
}

}  // namespace liq::inline LIQ_TARGET
