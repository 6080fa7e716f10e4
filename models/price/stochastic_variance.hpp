/// \file
/// Stochastic variance (Heston 1993) by the quadratic-exponential scheme (Andersen 2008). It is the
/// model heston, and bates adds jumps to it.
#pragma once

#include <cmath>
#include <cstdint>
#include <type_traits>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/noise.hpp"
#include "models/core/random.hpp"
#include "models/core/units.hpp"
#include "models/price/price_model.hpp"
#include "models/price/quadratic_exponential.hpp"
#include "models/price/variance_draw.hpp"

namespace liq::inline LIQ_TARGET {

/// Moments of v are exact at every step; tools/decisions/price_models.md has the error of the
/// price. Tested against the moments of v and, terminally, against Lewis's values
/// (models/law.md 9.3).
class StochasticVariance : public PriceModelDefaults {
  public:
    static constexpr bool stochastic_variance = true;

    struct Nothing {};
    template <int Lanes>
    struct State {
        PerLane<float, Lanes> variance;  ///< v at the end of the last step [per year]
        PerLane<float, Lanes> before;    ///< v at its start
        /// 0: the last step is to be made again. A GPU thread makes it once.
        [[no_unique_address]] std::conditional_t<Lanes == 1, Nothing, PerLane<std::uint32_t, Lanes>>
            usual;
    };

    template <int Lanes>
    struct Noise {
        PerLane<float, Lanes> normal[words_per_quartet];           ///< of the price
        PerLane<float, Lanes> variance_normal[words_per_quartet];  ///< of the variance
        PerLane<std::uint32_t, Lanes> variance_word[words_per_quartet];
    };

    /// \param p  parameters with the members that describe_variance names
    template <class P>
    StochasticVariance(P const& p, PriceInputs const& in)
        : scheme_(p, in.common.drift, in.step_years),
          start_(static_cast<float>(p.variance0)),
          half_step_(static_cast<float>(0.5 * in.step_years)),
          by_long_run_(static_cast<float>(1 / p.long_run_variance)) {}

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& state, int lane) const {
        state.variance[lane] = start_;
        state.before[lane] = start_;
    }

    template <int Lanes>
    LIQ_HD void draw(Noise<Lanes>& noise, PriceDraws const& at) const {
        QuartetOfLanes<Lanes> words;
        draw_quartet(words, at.diffusion, Stream::diffusion);
        for (int i = 0; i < words_per_quartet; ++i)
            standard_normals(noise.normal[i], words.word[i]);
        draw_quartet(words, at.own, Stream::variance);
        for (int i = 0; i < words_per_quartet; ++i) {
            noise.variance_word[i] = words.word[i];
            standard_normals(noise.variance_normal[i], words.word[i]);
        }
    }

    template <int Lanes>
    LIQ_HD LogPrice advance(State<Lanes>& state, Noise<Lanes> const& noise, int within,
                            int lane) const {
        float const before = state.variance[lane];
        state.before[lane] = before;
        if constexpr (Lanes == 1) {
            return advance_in_any_case(state, noise, within, lane);
        } else {
            VarianceMove const move = scheme_.advance_usually(
                before, noise.variance_normal[within][lane], state.usual[lane]);
            state.variance[lane] = move.after;
            return scheme_.increment(before, move, noise.normal[within][lane]);
        }
    }

    /// Only a tile of several lanes leaves something: a GPU thread would wait for its neighbours.
    template <int Lanes>
    LIQ_HD void advance_rest(State<Lanes>& state, Noise<Lanes> const& noise, int within,
                             PerLane<float, Lanes>& increment) const {
        if constexpr (Lanes > 1) {
            LaneSet const rest = lanes_where<Lanes>(
                [&](int lane) { return static_cast<int>(1 - state.usual[lane]); });
            if (rest != 0)
                for_rare_code(*this).template advance_some<Lanes>(state, noise, within, rest,
                                                                  increment);
        }
    }

    /// v dt, v the mean of both ends.
    template <int Lanes>
    LIQ_HD float step_variance(State<Lanes> const& state, int lane) const {
        return half_step_ * (state.before[lane] + state.variance[lane]);
    }

    /// At least -40: v may be 0.
    template <int Lanes>
    LIQ_HD float log2_variance_ratio(State<Lanes> const& state, int lane) const {
        float const least = 0x1p-40f;
        float const ratio = state.before[lane] * by_long_run_;
        return log_2(ratio < least ? least : ratio);
    }

  private:
    /// The step from `before`.
    template <int Lanes>
    LIQ_HD LogPrice advance_in_any_case(State<Lanes>& state, Noise<Lanes> const& noise, int within,
                                        int lane) const {
        float const before = state.before[lane];
        VarianceDraw const draw{noise.variance_normal[within][lane],
                                upper_tail(noise.variance_word[within][lane])};
        VarianceMove const move = scheme_.advance(before, draw);
        state.variance[lane] = move.after;
        return scheme_.increment(before, move, noise.normal[within][lane]);
    }
    template <int Lanes>
    LIQ_HD_APART void advance_some(State<Lanes>& state, Noise<Lanes> const& noise, int within,
                                   LaneSet lanes, PerLane<float, Lanes>& increment) const {
        for_each_lane_of<Lanes>(lanes, [&](int lane) {
            increment[lane] = advance_in_any_case(state, noise, within, lane);
        });
    }

    QuadraticExponential scheme_;
    float start_;        ///< v at the start [per year]
    float half_step_;    ///< [year]
    float by_long_run_;  ///< 1/theta
};

}  // namespace liq::inline LIQ_TARGET
