/// \file
/// Variance is reduced by the choice of a path's leading random numbers: antithetic pairs, or
/// points of a scrambled Sobol sequence. Every path keeps its law, so estimates stay unbiased.
#pragma once

#include <concepts>
#include <cstdint>

#include "models/core/elementary.hpp"
#include "models/core/expect.hpp"
#include "models/core/halves.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/noise.hpp"
#include "models/core/random.hpp"
#include "models/core/sampling_view.hpp"
#include "models/core/scrambled_sobol.hpp"

namespace liq::inline LIQ_TARGET {

/// The noise of four steps whose unit normals drive the diffusion. Sampling can act on such noise.
template <class Noise>
concept DiffusionNormals = requires(Noise& noise) {
    { noise.normal[words_per_quartet - 1][0] } -> std::same_as<float&>;
};

/// Antithetic: path 2k + 1 takes the normals of path 2k with the other sign (Hammersley & Morton
/// 1956).
///
/// Sobol: the sums R of the normals over segments of the path come from a Sobol point by the
/// Brownian bridge (Moskowitz & Caflisch 1996). Within a segment with m steps left, whose normals
/// must sum to R, the next one is R/m + sqrt(1 - 1/m) Z with the path's own Z, and the rest must
/// sum to R less that. Along a path the result is exactly a sequence of independent unit normals.
///
/// Steps can also be halves of those of another run of one of these kinds (halves.hpp).
///
/// The extremes within a step take each path's own words.
class Sampling {
  public:
    /// What a tile carries from four steps to the next four.
    template <int Lanes>
    struct State {
        PerLane<float, Lanes> to_come;  ///< sum of the normals to come in the segment
        int segment = 0;                ///< number of segments begun
    };

    explicit Sampling(SamplingView const& view) : view_(view) {}

    /// The path whose words for the diffusion the first path of a tile takes. With antithetic
    /// pairs, a tile of more than one lane must begin with an even path.
    LIQ_HD std::uint64_t words_of(std::uint64_t first_path) const {
        std::uint64_t const is_odd = first_path & 1u;
        bool const pairs = view_.kind == SamplingKind::antithetic && !view_.halved;
        return pairs ? first_path - is_odd : first_path;
    }

    /// The words of the whole steps whose halves are at `at`.
    LIQ_HD WholeSteps whole_of(PathsAndQuartet const& at) const {
        if (!view_.halved) return {};
        int const first = static_cast<int>(at.quartet % 2) * wholes_per_quartet;
        return {true, {view_.whole_seed, at.first_path, at.quartet / 2}, first};
    }

    /// Turns the independent normals of four steps into those of the chosen kind.
    template <int Lanes, class Noise>
    LIQ_HD void shape(State<Lanes>& state, Noise& noise, PathsAndQuartet const& at) const {
        if constexpr (DiffusionNormals<Noise>) {
            if (view_.halved) {
                for_rare_code(*this).template halve<Lanes>(state, noise, whole_of(at));
                return;
            }
            if (view_.kind == SamplingKind::independent) return;
            if (view_.kind == SamplingKind::antithetic) {
                for (auto& z : noise.normal) mirror<Lanes>(z, at.first_path);
            } else {
                for_rare_code(*this).template follow_bridge<Lanes>(state, noise.normal,
                                                                   first_step_of(at), at, 0, 1);
            }
        }
    }

    /// The replicate that a path belongs to; 0 with independent paths.
    LIQ_HD int replicate_of(std::uint64_t path) const {
        if (view_.replicates == 0) return 0;
        std::uint64_t const unit = view_.kind == SamplingKind::antithetic ? path / 2 : path;
        return static_cast<int>(unit % static_cast<std::uint64_t>(view_.replicates));
    }

  private:
    template <int Lanes>
    LIQ_HD static void mirror(PerLane<float, Lanes>& z, std::uint64_t first_path) {
        LIQ_EXPECT(Lanes == 1 || first_path % 2 == 0);
        if constexpr (Lanes == 1) {
            std::uint32_t const sign = static_cast<std::uint32_t>(first_path & 1u) << 31;
            z[0] = float_of(bits_of(z[0]) ^ sign);
        } else {
            for_each_lane<Lanes / 2>([&](int pair) { z[2 * pair + 1] = -z[2 * pair]; });
        }
    }

    /// \param first_step  the step whose normal is at `from`; those of the next ones follow
    template <int Lanes>
    LIQ_HD void follow_bridge(State<Lanes>& state,
                              PerLane<float, Lanes> (&normal)[words_per_quartet], int first_step,
                              PathsAndQuartet const& at, int from, int stride) const {
#pragma unroll 1
        for (int place = from, step = first_step; place < words_per_quartet;
             place += stride, ++step) {
            if (step == start_of(state.segment)) {
                if (step >= view_.steps) return;
                segment_sums<Lanes>(state.to_come, view_, at.seed, at.first_path, state.segment);
                ++state.segment;
            }
            int const steps_to_come = start_of(state.segment) - step;
            float const share = 1.0f / static_cast<float>(steps_to_come);
            float const spread = square_root(1.0f - share);
            for_each_lane<Lanes>([&](int lane) {
                float const own = normal[place][lane];
                float const z = fused(spread, own, share * state.to_come[lane]);
                state.to_come[lane] -= z;
                normal[place][lane] = z;
            });
        }
    }

    template <int Lanes, class Noise>
    LIQ_HD_APART void halve(State<Lanes>& state, Noise& noise, WholeSteps const& whole) const {
        bool const pairs = view_.kind == SamplingKind::antithetic;
        std::uint64_t const before = pairs ? whole.at.first_path & 1u : 0;
        draw_wholes<Lanes>(noise.normal, whole, before, Stream::diffusion);
        for (int i = 0; pairs && i < wholes_per_quartet; ++i)
            mirror<Lanes>(noise.normal[2 * i + 1], whole.at.first_path);
        if (view_.kind == SamplingKind::sobol)
            follow_bridge<Lanes>(state, noise.normal, first_step_of(whole.at) + whole.first,
                                 whole.at, 1, 2);
        split_into_halves<Lanes>(noise.normal);
        if constexpr (requires { noise.variance_word; }) halve_variance<Lanes>(noise, whole);
    }

    LIQ_HD static int first_step_of(PathsAndQuartet const& at) {
        return static_cast<int>(at.quartet) * words_per_quartet;
    }
    LIQ_HD int start_of(int segment) const {
        return segment_start(segment, view_.steps, view_.log2_segments);
    }

    SamplingView view_;
};

}  // namespace liq::inline LIQ_TARGET
