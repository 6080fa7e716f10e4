/// \file
/// The price at the time of a snapshot.
#pragma once

#include <cstdint>

#include "host/building/recipe.hpp"
#include "host/data/bars.hpp"

namespace liq::building {

/// The price that the recipe states, else the last close.
/// \param bars  that have ended by `as_of`
/// \throws Error(Exit::bad_input) with both prices for a stated price that is farther from the last
///     close than the time between the two explains
double price_at(Recipe const& recipe, data::Bars const& bars, std::int64_t as_of);

}  // namespace liq::building
