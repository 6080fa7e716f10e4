/// \file
/// A venue's maintenance margin table.
#pragma once

#include <cstddef>
#include <cstdint>

namespace liq {

/// One step of a table. Maintenance margin of a position of notional n in this tier: rate * n -
/// amount.
struct MaintenanceTier {
    double cap = 0;     ///< upper end, see `TierMeasure`
    double rate = 0;    ///< r_i [1]
    double amount = 0;  ///< a_i = a_{i-1} + cap_{i-1} (r_i - r_{i-1}), keeps the margin continuous
};

enum class TierShape : std::uint8_t {
    marginal,  ///< each part of a position pays the rate of its tier: amounts as above
    flat,      ///< the whole position pays the rate of the tier that it is in: amounts are 0
};

/// What caps and amounts count.
enum class TierMeasure : std::uint8_t {
    value,  ///< linear: USD, inverse: coin; changes with the price, and with it the tier
    size,   ///< linear: coin, inverse: USD; the tier of a position never changes
};

/// A table for a calculation; it does not own its tiers.
struct TierTable {
    MaintenanceTier const* tiers = nullptr;  ///< by ascending cap; the last one has no upper end
    std::size_t count = 0;
    TierShape shape = TierShape::marginal;
    TierMeasure measure = TierMeasure::value;
};

}  // namespace liq
