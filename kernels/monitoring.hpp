/// \file
/// Where a price is looked at within a step (model.md 6.2): at its end, or at the extremes between
/// the ends as well.
#pragma once

#include <cstdint>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/noise.hpp"
#include "models/core/random.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

/// How the fundamental price moves within one step of one lane.
struct Move {
    LogPrice from;
    float increment;
    float variance;  ///< of the increment, given the path so far
};

/// The two extremes of a step.
struct Extremes {
    LogPrice low;
    LogPrice high;
};

/// Looks at the ends of steps only.
struct StepMonitoring {
    static constexpr bool between_ends = false;
    template <int Lanes>
    struct Noise {};
    template <int Lanes>
    LIQ_HD void draw(Noise<Lanes>& /*noise*/, PathsAndBlock const& /*at*/) const {}
};

/// Looks at the extremes between the ends too: sampled independently from the marginal laws of a
/// Brownian bridge, (x + y -+ sqrt((x - y)^2 - 2 v dt ln U)) / 2 (Beaglehole, Dybvig & Zhou 1997).
struct BridgeMonitoring {
    static constexpr bool between_ends = true;

    /// Logarithms for four steps. They are drawn for all lanes: picking those that can matter costs
    /// more than it saves (tools/decisions/lanes.md).
    template <int Lanes>
    struct Noise {
        PerLane<float, Lanes> log_low[words_per_block], log_high[words_per_block];
    };

    template <int Lanes>
    LIQ_HD void draw(Noise<Lanes>& noise, PathsAndBlock const& at) const {
        draw_logs(noise.log_low, at, Stream::bridge_low);
        draw_logs(noise.log_high, at, Stream::bridge_high);
    }

    template <int Lanes>
    LIQ_HD Extremes extremes(Noise<Lanes> const& noise, int within, int lane,
                             Move const& move) const {
        float const minus_2_v = -2.0f * move.variance;
        float const square = move.increment * move.increment;
        float const down = square_root(fused(minus_2_v, noise.log_low[within][lane], square));
        float const up = square_root(fused(minus_2_v, noise.log_high[within][lane], square));
        return {fused(0.5f, move.increment - down, move.from),
                fused(0.5f, move.increment + up, move.from)};
    }

  private:
    template <int Lanes>
    LIQ_HD static void draw_logs(PerLane<float, Lanes> (&logs)[words_per_block],
                                 PathsAndBlock const& at, Stream stream) {
        BlockOfLanes<Lanes> words;
        draw_block(words, at, stream);
        for (int i = 0; i < words_per_block; ++i) {
            for_each_lane<Lanes>(
                [&](int lane) { logs[i][lane] = log_uniform(words.word[i][lane]); });
        }
    }
};

}  // namespace liq::inline LIQ_TARGET
