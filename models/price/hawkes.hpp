/// \file
/// Self-exciting jumps: geometric Brownian motion with Kou's jumps, whose intensity rises with
/// every jump and decays in between (Hawkes 1971; Ait-Sahalia, Cacho-Diaz & Laeven 2015).
#pragma once

#include <cstdint>
#include <optional>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/parameter_form.hpp"
#include "models/core/random.hpp"
#include "models/core/units.hpp"
#include "models/price/constant_volatility.hpp"
#include "models/price/jump_parameters.hpp"
#include "models/price/jumps.hpp"
#include "models/price/parameters.hpp"
#include "models/price/price_model.hpp"

namespace liq {

struct HawkesParameters {
    static constexpr char const* name = "hawkes";
    double volatility = 0;                    ///< sigma [per year^0.5]
    double base_intensity = 0;                ///< lambda_inf [per year]
    std::optional<double> initial_intensity;  ///< lambda_0 [per year]
    double self_excitation = 0;               ///< alpha, added by each jump [per year]
    double decay = 0;                         ///< beta [per year]
    double jump_up_probability = 0;           ///< p [1]
    double jump_up_mean = 0;                  ///< a [1]
    double jump_down_mean = 0;                ///< b [1]

    template <class Form>
    void describe(Form& form) {
        describe_volatility(form, volatility);
        form.field("base_intensity", base_intensity,
                   {.unit = "per year",
                    .range = between(0, 1e6),
                    .meaning = "mean number of jumps a year that no other jump caused",
                    .required = true});
        form.field("initial_intensity", initial_intensity,
                   {.unit = "per year",
                    .range = between(0, 1e6),
                    .meaning = "intensity of jumps at the start",
                    .default_text = "decay base_intensity / (decay - self_excitation), "
                                    "the stationary mean"});
        form.field("self_excitation", self_excitation,
                   {.unit = "per year",
                    .range = between(0, 1e6),
                    .meaning = "what each jump adds to the intensity; less than decay",
                    .required = true});
        form.field("decay", decay,
                   {.unit = "per year",
                    .range = {.low = 0, .high = 1e6, .low_open = true},
                    .meaning = "rate at which the intensity returns to base_intensity",
                    .required = true});
        describe_exponential_jumps(form, *this);
    }

    /// lambda_0 [per year].
    [[nodiscard]] double first_intensity() const {
        return initial_intensity.value_or(decay * base_intensity / (decay - self_excitation));
    }
};

}  // namespace liq

namespace liq::inline LIQ_TARGET {

/// The mean number of jumps that one jump causes, when time goes in whole steps: alpha dt/(1 -
/// exp(-beta dt)). It is greater than alpha/beta, because the intensity that a jump adds stays
/// unreduced for one step. From 1 on the number of jumps in a run grows without end.
inline double branching_in_steps(HawkesParameters const& p, double step_years) {
    double const decayed = p.decay * step_years;
    return p.self_excitation * step_years / -exp_less_1(decayed < 500 ? -decayed : -500.0);
}

/// The scheme is of first order in the step: the intensity is constant within it. The price is a
/// martingale at every step. Tested against the mean and the variance of the number of jumps.
class Hawkes : public PriceModelDefaults {
  public:
    using Parameters = HawkesParameters;
    static constexpr bool has_jumps = true;

    template <int Lanes>
    struct State {
        PerLane<float, Lanes> expected;  ///< lambda_t dt, the jumps expected in the next step
    };
    template <int Lanes>
    struct Noise : ConstantVolatility::Noise<Lanes> {
        PerLane<std::uint32_t, Lanes> count[words_per_quartet];  ///< words of the numbers of jumps
    };

    Hawkes(HawkesParameters const& p, PriceInputs const& in)
        : diffusion_(p.volatility, in),
          sizes_(p),
          excess_(static_cast<float>(ExponentialJumps::excess(p))),
          first_(expected_in_step(p.first_intensity(), in)),
          base_(expected_in_step(p.base_intensity, in)),
          gain_(expected_in_step(p.self_excitation, in)),
          lost_(static_cast<float>(
              -exp_less_1(p.decay * in.step_years < 500 ? -p.decay * in.step_years : -500.0))) {}

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& state, int lane) const {
        state.expected[lane] = at_most(first_);
    }

    template <int Lanes>
    LIQ_HD void draw(Noise<Lanes>& noise, PriceDraws const& at) const {
        diffusion_.template draw<Lanes>(noise, at);
        QuartetOfLanes<Lanes> words;
        draw_quartet(words, at.own, Stream::jump_count);
        for (int i = 0; i < words_per_quartet; ++i) noise.count[i] = words.word[i];
    }

    template <int Lanes>
    LIQ_HD LogPrice advance(State<Lanes>& state, Noise<Lanes> const& noise, int within,
                            int lane) const {
        ConstantVolatility::State<Lanes> none;
        float const x = diffusion_.template advance<Lanes>(none, noise, within, lane);
        return fused(-excess_, state.expected[lane], x);
    }
    template <int Lanes>
    LIQ_HD float step_variance(State<Lanes> const& /*state*/, int lane) const {
        return diffusion_.template step_variance<Lanes>(ConstantVolatility::State<Lanes>{}, lane);
    }

    template <int Lanes>
    LIQ_HD LaneSet jump(State<Lanes>& state, Noise<Lanes> const& noise, PriceDraws const& at,
                        int within, PerLane<float, Lanes>& size) const {
        // P(a jump) < lambda dt, so that a greater word means no jump. The bound is rounded up.
        float const words = 4294972392.0f;  // above 2^32
        PerLane<float, Lanes> expected;
        LaneSet const may_jump = lanes_where<Lanes>([&](int lane) {
            auto const word = static_cast<float>(noise.count[within][lane]);
            return static_cast<int>(word <= fused(state.expected[lane], words, 1.0f));
        });
        for_each_lane<Lanes>([&](int lane) {
            float const before = state.expected[lane];
            expected[lane] = before;
            state.expected[lane] = fused(base_ - before, lost_, before);
        });
        if (may_jump == 0) return 0;
        return for_rare_code(*this).template draw_jumps<Lanes>(
            may_jump, state, expected, noise.count[within], at.own, within, size);
    }

  private:
    static float expected_in_step(double intensity, PriceInputs const& in) {
        return static_cast<float>(intensity * in.step_years);
    }
    LIQ_HD static float at_most(float expected) {
        auto const most = static_cast<float>(max_jumps_a_step);
        return expected < most ? expected : most;
    }

    /// Draws the jumps of the lanes that may have some; returns the lanes that do.
    template <int Lanes>
    LIQ_HD_APART LaneSet draw_jumps(LaneSet lanes, State<Lanes>& state,
                                    PerLane<float, Lanes> const& expected,
                                    PerLane<std::uint32_t, Lanes> const& words,
                                    PathsAndQuartet const& at, int within,
                                    PerLane<float, Lanes>& size) const {
        LaneSet jumped = 0;
        for_each_lane_of<Lanes>(lanes, [&](int lane) {
            double const mean = expected[lane];
            int const count =
                poisson_count(words[lane], mean, exp_in_double(-mean), -exp_less_1(-mean));
            if (count == 0) return;
            std::uint64_t const path = at.first_path + static_cast<std::uint64_t>(lane);
            auto const step = at.quartet * words_per_quartet + static_cast<std::uint32_t>(within);
            size[lane] = sizes_.sum(count, {at.seed, path, step});
            float const excited = fused(gain_, static_cast<float>(count), state.expected[lane]);
            state.expected[lane] = at_most(excited);
            jumped |= lane_bit<Lanes>(lane);
        });
        return jumped;
    }

    ConstantVolatility diffusion_;
    ExponentialJumps sizes_;
    float excess_;  ///< E[exp J] - 1
    float first_;   ///< lambda_0 dt
    float base_;    ///< lambda_inf dt
    float gain_;    ///< alpha dt
    float lost_;    ///< 1 - exp(-beta dt)
};

}  // namespace liq::inline LIQ_TARGET
