/// \file
/// Maintenance rates that grow with the position, as tiers of a snapshot.
#pragma once

#include <string>

#include "host/building/margin.hpp"
#include "host/building/recipe.hpp"
#include "host/data/series.hpp"

namespace liq::building {

/// The rate of a position of a size that counts what `GrowingRate` counts.
double rate_of(GrowingRate const& growing, double size);

/// In steps: flat tiers, one a step, which are exact. Else marginal tiers between sizes that grow
/// in equal ratios, with the exact margin at each of these sizes.
/// \param place  of the recipe's key
/// \throws Error(Exit::bad_input) for more than 1,000 steps, and for rates that reach 1
data::Tiers growing_tiers(GrowingRate const& growing, data::Unit unit, std::string const& place);

/// The largest error of a liquidation price, relative, of the tiers in place of the rate itself: of
/// positions up to the largest, at and between the tiers' ends, longs and shorts, leverages
/// from 1.5 to what the rate allows.
/// \param rules   of these tiers
/// \param factor  size of a contract, where the rate counts contracts; else 1
double largest_price_error(GrowingRate const& growing, MarginRules const& rules, Contract contract,
                           double factor, double price);

}  // namespace liq::building
