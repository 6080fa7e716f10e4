/// \file
/// A diffusion with Poisson jumps of constant intensity at the ends of its steps.
#pragma once

#include <cstdint>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/random.hpp"
#include "models/core/units.hpp"
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
          last_word_(any_ < 1 ? static_cast<std::uint32_t>(any_ * 0x1p32) : ~0u) {}

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& state, int lane) const {
        diffusion_.template start<Lanes>(state, lane);
    }

    template <int Lanes>
    LIQ_HD void draw(Noise<Lanes>& noise, PriceDraws const& at) const {
        diffusion_.template draw<Lanes>(noise, at);
        QuartetOfLanes<Lanes> words;
        draw_quartet(words, at.own, Stream::jump_count);
        for (int i = 0; i < words_per_quartet; ++i) {
            noise.may_jump[i] = lanes_where<Lanes>(
                [&](int lane) { return static_cast<int>(words.word[i][lane] <= last_word_); });
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
        return for_rare_code(*this).template draw_jumps<Lanes>(noise.may_jump[within], at.own,
                                                               within, size);
    }

  private:
    /// Draws the jumps of the lanes that may have some; returns the lanes that do.
    template <int Lanes>
    LIQ_HD_APART LaneSet draw_jumps(LaneSet lanes, PathsAndQuartet const& at, int within,
                                    PerLane<float, Lanes>& size) const {
        LaneSet jumped = 0;
        for_each_lane_of<Lanes>(lanes, [&](int lane) {
            std::uint64_t const path = at.first_path + static_cast<std::uint64_t>(lane);
            Quartet const words = random_quartet(at.seed, path, at.quartet, Stream::jump_count);
            int const count = poisson_count(words.word[within], mean_, none_, any_);
            if (count == 0) return;
            auto const step = at.quartet * words_per_quartet + static_cast<std::uint32_t>(within);
            size[lane] = sizes_.sum(count, {at.seed, path, step});
            jumped |= lane_bit<Lanes>(lane);
        });
        return jumped;
    }

    Diffusion diffusion_;
    Sizes sizes_;
    double mean_;              ///< lambda dt
    double none_;              ///< probability of no jump in a step
    double any_;               ///< 1 - none_
    std::uint32_t last_word_;  ///< a greater word means no jump
};

}  // namespace liq::inline LIQ_TARGET
