/// \file
/// The order book of a snapshot, from a file or as stated.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/building/recipe.hpp"
#include "host/data/bars.hpp"
#include "host/market/market.hpp"

namespace liq::building {

struct DepthAt {
    market::DepthTable table;
    std::int64_t time = 0;  ///< Unix seconds; 0: not known
    double middle = 0;      ///< of the book; 0: not known
    std::string read_as;
    std::vector<std::string> notes, warnings;
};

/// Sums an order book within the recipe's distances of its middle.
/// \throws Error(Exit::bad_input) with both prices where the book is not around the price of its
///     time, for amounts that do not increase, and for distances of which none is covered
DepthAt depth_of(Recipe const& recipe, data::Bars const& bars, std::int64_t as_of);

/// The time of the book in the files, Unix seconds; 0 where they do not say it.
std::int64_t time_of_depth(Recipe const& recipe);

}  // namespace liq::building
