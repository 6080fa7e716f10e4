/// \file
/// How the leading random numbers of paths are chosen. These are plain types, which both host and
/// engine use.
#pragma once

#include <cstdint>

namespace liq {

/// Every choice gives each path the same law. The choices differ in how paths depend on each other.
enum class SamplingKind : std::uint8_t {
    independent,  ///< every path has words of its own
    antithetic,   ///< paths in pairs, the second with the diffusion of the first mirrored
    sobol         ///< the leading normals of a path are a point of a scrambled Sobol sequence
};

/// `simulation.sampling` and `simulation.replicates`. A replicate is a set of paths that is
/// independent of all others, so that the spread between replicates gives the standard error.
///
/// | kind       | replicate of a path | number of paths, for R replicates |
/// |------------|---------------------|-----------------------------------|
/// | antithetic | (path / 2) mod R    | a multiple of 2 R                 |
/// | sobol      | path mod R          | a multiple of R                   |
///
/// The first paths of a run, however many, fill all replicates equally, to within one path or pair.
struct SamplingParameters {
    SamplingKind kind = SamplingKind::independent;
    int replicates = 32;  ///< R, 8..1024; not used with independent paths

    bool operator==(SamplingParameters const&) const = default;
};

inline constexpr int min_replicates = 8;
inline constexpr int max_replicates = 1024;

}  // namespace liq
