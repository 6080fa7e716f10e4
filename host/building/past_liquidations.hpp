/// \file
/// Forced orders of the past that a recipe names.
#pragma once

#include <cstdint>

#include "host/building/build.hpp"
#include "host/building/recipe.hpp"

namespace liq::building {

struct ForcedOrders {
    ReadAs part;
    PastLiquidations sums;
};

/// \param venue  one with liquidations; rows after `as_of` are left out
ForcedOrders past_liquidations(Recipe const& recipe, VenueInput const& venue, std::int64_t as_of);

}  // namespace liq::building
