/// \file
/// The order book of a snapshot, from a file or as stated.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/building/recipe.hpp"
#include "host/building/taken_for.hpp"
#include "host/data/bars.hpp"
#include "host/market/market.hpp"

namespace liq::building {

struct DepthAt {
    market::DepthTable table;
    std::int64_t time = 0;  ///< Unix seconds; 0: not known
    double middle = 0;      ///< of the book; 0: not known
    std::string read_as;
    TakenFor taken_for;
    std::vector<std::string> notes, warnings;
};

/// The order book of the recipe's file; nothing in it where the recipe states figures.
/// \param until  nothing later is used, Unix ms, in files of several books
data::Depth read_depth(Recipe const& recipe, std::int64_t until);

/// Sums an order book within the recipe's distances of its middle.
/// \param depth  of `read_depth`
/// \param bars   all candles, also those after `as_of`
/// \throws Error(Exit::bad_input) with both prices where the book is not around the price of its
///     time, for a book after `as_of`, for amounts that do not increase, and for distances of which
///     none is covered
DepthAt depth_of(Recipe const& recipe, data::Depth const& depth, data::Bars const& bars,
                 std::int64_t as_of);

}  // namespace liq::building
