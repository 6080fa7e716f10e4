/// \file
/// The series of a recipe as its files hold them, before anything is checked against the others.
#pragma once

#include "host/building/recipe.hpp"
#include "host/data/series.hpp"

namespace liq::building {

/// The candles, with the label that the recipe states, if it states one.
/// \throws Error with file, row and what would fit
data::Candles read_candles(Recipe const& recipe);

/// Forced orders of a venue that has some.
/// \throws Error with file, row and what would fit
data::Liquidations read_liquidations(Recipe const& recipe, VenueInput const& venue);

}  // namespace liq::building
