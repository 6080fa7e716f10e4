/// \file
/// Distributions over paths in the result of a run.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/findings/quantities.hpp"

namespace liq::findings {

/// The summary of one distribution.
using Statistics = ValuesOf<statistics>;

/// A distribution as exact counts in bins [lower, upper), with its summary. Empty bins are left
/// out.
struct DistributionFinding {
    std::string name;  ///< dotted as in the JSON, "liquidated.long"
    std::string unit;  ///< "USD" or "1"
    std::string meaning;
    bool worst_is_low = false;  ///< whether expected shortfalls are of the low values
    Statistics statistics;
    std::vector<double> lower, upper;
    std::vector<std::uint64_t> count;
    /// The same without the cascade; absent where the quantity is then always zero.
    std::optional<Statistics> statistics_without_cascade;
    std::vector<std::uint64_t> count_without_cascade;  ///< in the same bins, or empty

    [[nodiscard]] Tail worst() const { return worst_is_low ? Tail::low : Tail::high; }
};

/// The distributions of all quantities that the run has: `distributions["close"]`.
struct Distributions {
    std::array<std::optional<DistributionFinding>, quantities.size()> all;

    [[nodiscard]] std::optional<DistributionFinding>& operator[](PlaceIn<quantities> place) {
        return all[place.index];
    }
    [[nodiscard]] std::optional<DistributionFinding> const& operator[](
        PlaceIn<quantities> place) const {
        return all[place.index];
    }
};

}  // namespace liq::findings
