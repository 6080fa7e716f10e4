/// \file
/// The price history of a snapshot.
#pragma once

#include <optional>

#include "host/building/recipe.hpp"
#include "host/data/bars.hpp"
#include "host/market/market.hpp"

namespace liq::building {

/// Whole bars of the length and the days that the recipe asks for; nothing where there are none.
/// \param bars  that have ended by as_of
/// \throws Error(Exit::bad_input) for a length that is no multiple of that of the bars
std::optional<market::History> history_of(Recipe const& recipe, data::Bars const& bars);

}  // namespace liq::building
