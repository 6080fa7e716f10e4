/// \file
/// What a book of positions is estimated from, out of the files of a recipe.
#pragma once

#include <optional>
#include <string>

#include "host/building/recipe.hpp"
#include "host/estimation/book_fit.hpp"

namespace liq::building {

/// Reads candles, open interest, tiers and liquidations of a recipe, and cuts all of them at a
/// time: the one stated, else the recipe's `as_of`, else the last that all series cover.
/// \param until  of the command line
/// \throws Error with file and row for what `build_market` refuses; for candles with holes, without
///     volume or longer than an hour; for open interest that is a figure, begins after the candles
///     or has holes; and where there are no liquidations
estimation::BookInputs book_inputs(Recipe const& recipe, std::optional<std::string> const& until);

}  // namespace liq::building
