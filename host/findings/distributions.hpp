/// \file
/// Distributions over paths, as a run reports them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/findings/quantities.hpp"

namespace liq::findings {

/// Summary of one distribution.
using Statistics = ValuesOf<statistics>;

/// Exact counts in bins [lower, upper), with their summary. Empty bins are left out.
struct DistributionFinding {
    std::string name;  ///< dotted as in the JSON, "liquidated.long"
    std::string unit;  ///< "USD" or "1"
    std::string meaning;
    bool worst_is_low = false;  ///< the tail of shortfalls: low values for a price, else high ones
    Statistics statistics;
    std::vector<double> lower, upper;
    std::vector<std::uint64_t> count;
    /// The same without the cascade; absent where that is always zero.
    std::optional<Statistics> statistics_without_cascade;
    std::vector<std::uint64_t> count_without_cascade;  ///< same bins, or empty

    [[nodiscard]] Tail worst() const { return worst_is_low ? Tail::low : Tail::high; }
};

/// One for every quantity of the list, where the run has it: `distributions["close"]`.
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
