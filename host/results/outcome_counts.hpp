/// \file
/// What the paths of a run counted of one outcome.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/totals.hpp"

namespace liq::results {

/// Of one replicate: a set of paths that is independent of all other sets.
struct ReplicateCounts {
    std::uint64_t paths = 0;
    std::uint64_t hits = 0;
    std::uint64_t hits_without = 0;  ///< without the cascade
};

struct OutcomeCounts {
    std::uint64_t paths = 0;
    std::uint64_t hits = 0;
    std::uint64_t hits_without = 0;
    std::uint64_t only_with = 0;     ///< with the cascade and not without it
    std::uint64_t only_without = 0;  ///< the other way round
    /// Replicates that have paths; empty with independent paths.
    std::vector<ReplicateCounts> replicates;
};

OutcomeCounts counts_of(Totals const& totals, int outcome);

}  // namespace liq::results
