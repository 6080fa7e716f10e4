/// \file
/// A diffusion with Poisson jumps of constant intensity at the ends of its steps.
#pragma once

#include <cstdint>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/random.hpp"
#include "models/core/units.hpp"
#include "models/price/halved_jumps.hpp"
#include "models/price/jumps.hpp"
#include "models/price/parameters.hpp"

namespace liq::inline LIQ_TARGET {

/// The inputs of the diffusion: the compensator of the jumps, lambda E[exp J - 1], is subtracted
/// from the drift.
inline PriceInputs without_compensator(PriceInputs in, double intensity, double excess) {
    in.common.drift -= intensity * excess;
    return in;
}

/// The number of jumps of a step takes one random word. Whether there is a jump at all is a
/// comparison of that word with a bound; everything after that is rare.
/// \tparam Diffusion  a price model without jumps
/// \tparam Sizes      has `excess` and `sum`: NormalJumps or ExponentialJumps
template <class Diffusion, class Sizes>
class WithJumps {
  public:
    static constexpr bool has_jumps = true;
    static constexpr bool stochastic_variance = Diffusion::stochastic_variance;

    template <int Lanes>
    using State = typename Diffusion::template State<Lanes>;
    /// What the diffusion draws, and the lanes that may have jumps at the end of each step.
    template <int Lanes>
    struct Noise : Diffusion::template Noise<Lanes> {
        LaneSet may_jump[words_per_quartet];
    };

    /// \param p  the parameters of the jumps: `jump_intensity` and what Sizes reads
    template <class DiffusionParameters, class JumpParameters>
    WithJumps(DiffusionParameters const& diffusion, JumpParameters const& p, PriceInputs const& in)
        : diffusion_(diffusion, without_compensator(in, p.jump_intensity, Sizes::excess(p))),
          sizes_(p),
          mean_(p.jump_intensity * in.step_years),
          none_(exp_in_double(-mean_)),
          any_(-exp_less_1(-mean_)),
          last_word_(last_word_of(any_)),
          last_word_of_whole_(last_word_of(any_ * (1 + none_))) {}

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& state, int lane) const {
        diffusion_.template start<Lanes>(state, lane);
    }

    template <int Lanes>
    LIQ_HD void draw(Noise<Lanes>& noise, PriceDraws const& at) const {
        diffusion_.template draw<Lanes>(noise, at);
        QuartetOfLanes<Lanes> words;
        draw_quartet(words, at.whole.any ? at.whole.at : at.own, Stream::jump_count);
        std::uint32_t const last = at.whole.any ? last_word_of_whole_ : last_word_;
        for (int i = 0; i < words_per_quartet; ++i) {
            int const word = at.whole.any ? at.whole.first + i / 2 : i;
            noise.may_jump[i] = lanes_where<Lanes>(
                [&](int lane) { return static_cast<int>(words.word[word][lane] <= last); });
        }
    }

    template <int Lanes>
    LIQ_HD LogPrice advance(State<Lanes>& state, Noise<Lanes> const& noise, int within,
                            int lane) const {
        return diffusion_.template advance<Lanes>(state, noise, within, lane);
    }
    template <int Lanes>
    LIQ_HD void advance_rest(State<Lanes>& state, Noise<Lanes> const& noise, int within,
                             PerLane<float, Lanes>& increment) const {
        diffusion_.template advance_rest<Lanes>(state, noise, within, increment);
    }
    template <int Lanes>
    LIQ_HD float step_variance(State<Lanes> const& state, int lane) const {
        return diffusion_.template step_variance<Lanes>(state, lane);
    }
    template <int Lanes>
    LIQ_HD float log2_variance_ratio(State<Lanes> const& state, int lane) const {
        return diffusion_.template log2_variance_ratio<Lanes>(state, lane);
    }

    template <int Lanes>
    LIQ_HD LaneSet jump(State<Lanes>& /*state*/, Noise<Lanes> const& noise, PriceDraws const& at,
                        int within, PerLane<float, Lanes>& size) const {
        if (noise.may_jump[within] == 0) return 0;
        return for_rare_code(*this).template draw_jumps<Lanes>(noise.may_jump[within], at, within,
                                                               size);
    }

  private:
    /// Draws the jumps of the lanes that may have some; returns the lanes that do.
    template <int Lanes>
    LIQ_HD_APART LaneSet draw_jumps(LaneSet lanes, PriceDraws const& at, int within,
                                    PerLane<float, Lanes>& size) const {
        LaneSet jumped = 0;
        for_each_lane_of<Lanes>(lanes, [&](int lane) {
            Jumps const jumps = jumps_of(at, within, lane);
            if (jumps.count == 0) return;
            size[lane] = sizes_.sum(jumps.count, jumps.sizes);
            jumped |= lane_bit<Lanes>(lane);
        });
        return jumped;
    }

    /// Of a whole step, each jump is in one of its halves. A single one has the size that it has
    /// there; several are drawn anew, because the sum of a whole step may be one draw.
    LIQ_HD Jumps jumps_of(PriceDraws const& at, int within, int lane) const {
        bool const halved = at.whole.any;
        PathsAndQuartet const from = halved ? at.whole.at : at.own;
        int const word = halved ? at.whole.first + within / 2 : within;
        PathStep const step = step_of(from, word, lane);
        Quartet const words =
            random_quartet(from.seed, step.path, from.quartet, Stream::jump_count);
        int const count =
            poisson_count(words.word[word], halved ? 2 * mean_ : mean_,
                          halved ? none_ * none_ : none_, halved ? any_ * (1 + none_) : any_);
        if (!halved || count == 0) return {count, step};
        int const first = jumps_of_first_half(count, step);
        int const own = within % 2 == 0 ? first : count - first;
        return {own, count == 1 ? step : step_of(at.own, within, lane)};
    }

    static std::uint32_t last_word_of(double any) {
        return any < 1 ? static_cast<std::uint32_t>(any * 0x1p32) : ~0u;
    }

    Diffusion diffusion_;
    Sizes sizes_;
    double mean_;                       ///< lambda dt
    double none_;                       ///< probability of no jump in a step
    double any_;                        ///< 1 - none_
    std::uint32_t last_word_;           ///< a greater word means no jump
    std::uint32_t last_word_of_whole_;  ///< the same of a step twice as long
};

}  // namespace liq::inline LIQ_TARGET
