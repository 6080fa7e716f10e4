/// \file
/// At which prices of a step a path is looked at (models/law.md 6.2): at the end of the step only,
/// or also at the extremes between its ends.
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

/// What the extremes of a bridge are made of (models/price/passage.hpp): v ln U of each.
struct Spreads {
    float low;
    float high;
};

/// Looks at the end of each step only.
struct StepMonitoring {
    static constexpr bool between_ends = false;
    template <int Lanes>
    struct Noise {};
    template <int Lanes>
    LIQ_HD void draw(Noise<Lanes>& /*noise*/, PathsAndQuartet const& /*at*/) const {}
};

/// Also looks at the extremes between the ends. They are sampled independently from the marginal
/// laws of a Brownian bridge, (x + y -+ sqrt((x - y)^2 - 2 v dt ln U)) / 2 (Beaglehole, Dybvig &
/// Zhou 1997).
struct BridgeMonitoring {
    static constexpr bool between_ends = true;

    /// The logarithms ln U for four steps.
    template <int Lanes>
    struct Noise {
        PerLane<float, Lanes> log_low[words_per_quartet], log_high[words_per_quartet];
    };

    /// Draws the logarithms of all lanes.
    template <int Lanes>
    LIQ_HD void draw(Noise<Lanes>& noise, PathsAndQuartet const& at) const {
        draw_logs(noise.log_low, at, Stream::bridge_low);
        draw_logs(noise.log_high, at, Stream::bridge_high);
    }

    /// Draws the logarithms of some lanes. The other lanes keep what they have.
    template <int Lanes>
    LIQ_HD_APART void draw_some(Noise<Lanes>& noise, LaneSet lanes,
                                PathsAndQuartet const& at) const {
        while (lanes != 0) {
            LaneGroup<group_size> const group(lanes);
            draw_group(noise, group, at);
            lanes &= ~group.set;
        }
    }

    /// How far the extremes of a step may lie beyond its ends: U is at least 2^-33.
    LIQ_HD static float reach(float variance) {
        float const half_log = 11.5f;  // more than -ln(2^-33) / 2
        return square_root(half_log * variance);
    }

    template <int Lanes>
    LIQ_HD Spreads spreads(Noise<Lanes> const& noise, int within, int lane, float variance) const {
        return {variance * noise.log_low[within][lane], variance * noise.log_high[within][lane]};
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
    static constexpr int group_size = 8;

    template <int Lanes>
    LIQ_HD static void draw_logs(PerLane<float, Lanes> (&logs)[words_per_quartet],
                                 PathsAndQuartet const& at, Stream stream) {
        QuartetOfLanes<Lanes> words;
        draw_quartet(words, at, stream);
        for (int i = 0; i < words_per_quartet; ++i) {
            for_each_lane<Lanes>(
                [&](int lane) { logs[i][lane] = log_uniform(words.word[i][lane]); });
        }
    }

    template <int Lanes>
    LIQ_HD static void draw_group(Noise<Lanes>& noise, LaneGroup<group_size> const& group,
                                  PathsAndQuartet const& at) {
        // Both extremes side by side: their logarithms fill the widest registers. The words share
        // one array, because compilers would unroll short loops before they make them SIMD.
        constexpr int both = 2 * group_size, n = words_per_quartet * both;
        PerLane<std::uint32_t, both> lane, stream;
        for (int i = 0; i < both; ++i) {
            lane[i] = static_cast<std::uint32_t>(group.lane[i % group_size]);
            stream[i] = static_cast<std::uint32_t>(i < group_size ? Stream::bridge_low
                                                                  : Stream::bridge_high);
        }
        PerLane<std::uint32_t, n> words;
        PerLane<float, n> drawn;
        for_each_lane<both>([&](int i) {
            Quartet const quartet = random_quartet(at.seed, at.first_path + lane[i], at.quartet,
                                                   static_cast<Stream>(stream[i]));
            words[i] = quartet.word[0];
            words[both + i] = quartet.word[1];
            words[2 * both + i] = quartet.word[2];
            words[3 * both + i] = quartet.word[3];
        });
        for_each_lane<n>([&](int i) { drawn[i] = log_uniform(words[i]); });
        for (int i = 0; i < group_size; ++i) {
            for (int word = 0; word < words_per_quartet; ++word) {
                noise.log_low[word][group.lane[i]] = drawn[word * both + i];
                noise.log_high[word][group.lane[i]] = drawn[word * both + group_size + i];
            }
        }
    }
};

}  // namespace liq::inline LIQ_TARGET
