/// \file
/// The counts of one outcome over the paths of a run.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/totals.hpp"

namespace liq::results {

/// The counts of one replicate: a set of paths that is independent of all other sets.
struct ReplicateCounts {
    std::uint64_t paths = 0;
    std::uint64_t hits = 0;
    std::uint64_t hits_without = 0;  ///< without the cascade
};

struct OutcomeCounts {
    std::uint64_t paths = 0;
    std::uint64_t hits = 0;
    std::uint64_t hits_without = 0;
    std::uint64_t only_with = 0;     ///< paths with the outcome only with the cascade
    std::uint64_t only_without = 0;  ///< paths with the outcome only without the cascade
    /// Replicates that have paths; empty where paths are independent.
    std::vector<ReplicateCounts> replicates;
};

OutcomeCounts counts_of(Totals const& totals, int outcome);

}  // namespace liq::results
