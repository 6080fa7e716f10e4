/// \file
/// Amounts of fuel in USD and in its units.
#pragma once

#include "models/core/units.hpp"

namespace liq::tests {

inline FuelTicks usd(double amount) {
    return static_cast<FuelTicks>(amount * ticks_per_usd);
}
inline double in_usd(FuelTicks ticks) {
    return static_cast<double>(ticks) / ticks_per_usd;
}

}  // namespace liq::tests
