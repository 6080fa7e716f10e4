/// \file
/// What the formats of order books share: levels, sides, and the checks of a whole book.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "host/data/format.hpp"
#include "host/data/json_stream.hpp"
#include "host/data/series.hpp"

namespace liq::data {

/// Refuses a second order book in a series: depth is one snapshot.
void require_first_book(Depth const& depth, std::string const& file);

/// Adds a level; one without a size is none, and is left out.
/// \throws Error(Exit::bad_input) with the place for a price that is not positive or a negative
/// size
void add_level(std::vector<DepthLevel>& side, double price, double size, std::string const& place);

/// What the sizes of levels count. A book alone does not tell: contracts are of a coin at one
/// venue, of a thousandth of it or of some dollars at another.
struct SizeUnit {
    Unit unit = Unit::coin;
    double contract = 1;   ///< coin, or USD, of one contract
    bool inverse = false;  ///< whether `contract` is in USD

    /// \returns coin
    [[nodiscard]] double coin(double size, double price) const {
        if (unit == Unit::contracts) return inverse ? size * contract / price : size * contract;
        return unit == Unit::usd ? size / price : size;
    }
};

/// What the recipe states of the sizes.
/// \param what  "its sizes", for the message
/// \throws Error(Exit::bad_input) where it states nothing, or contracts without their size
SizeUnit stated_sizes(Reading const& reading, bool inverse, std::string const& file,
                      std::string const& what);

/// Refuses what a recipe states of a file that says it itself, unless it is the same.
/// \param unit  of its sizes or distances, as a recipe would state it
void require_same_unit(Reading const& reading, std::string const& unit, std::string const& file);

/// Adds the levels of a list of [price, size, ...].
void add_pairs(std::vector<DepthLevel>& side, nlohmann::json const& list, JsonPlace const& place,
               SizeUnit const& sizes = {});

/// Sorts both sides best first and sets the middle.
/// \throws Error(Exit::bad_input) if a side is empty, or with both prices if the sides cross
void finish_book(Depth& depth, std::string const& file);

/// What rests on one side of a book within a distance of its middle.
struct Resting {
    double distance = missing;  ///< fraction of the middle
    double usd = missing;       ///< cumulative
    std::string place;          ///< of its row
};

/// Joins both sides by their distances, the smallest first.
/// \throws Error(Exit::bad_input) with the row if a side is empty, has a distance that the other
/// one
///     has not, has one twice, or has less within a longer distance
std::vector<DepthWithin> joined_sides(std::vector<Resting> bids, std::vector<Resting> asks,
                                      std::string const& file);

}  // namespace liq::data
