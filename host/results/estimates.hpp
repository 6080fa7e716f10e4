/// \file
/// Probabilities with honest errors.
#pragma once

#include <cstdint>

#include "host/results/findings.hpp"

namespace liq {

/// hits/paths with its standard error sqrt(p (1 - p) / n) and the exact 95 % interval of Clopper &
/// Pearson (1934), which also holds for no hits and for all.
Estimate estimate_of(std::uint64_t hits, std::uint64_t paths);

struct PairedEffect {
    double difference = 0;
    double standard_error = 0;
};

/// Difference of two probabilities observed on the same paths, from the paths on which only the one
/// or only the other happened (McNemar 1947). Its error is small where the two mostly agree.
PairedEffect paired_effect(std::uint64_t only_first, std::uint64_t only_second,
                           std::uint64_t paths);

}  // namespace liq
