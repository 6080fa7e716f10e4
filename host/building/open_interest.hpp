/// \file
/// How much is open at a venue at a time, from its files or from a stated figure.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "host/building/recipe.hpp"
#include "host/building/taken_for.hpp"
#include "host/data/bars.hpp"

namespace liq::building {

/// Open interest of one venue: every contract is counted once, as the longs are and as the shorts.
struct OpenAt {
    double usd = 0;         ///< value
    double coin = 0;        ///< the same in coin
    std::int64_t time = 0;  ///< when it was counted, Unix seconds; 0: a stated figure
    /// All counts up to then: Unix seconds, coin. Empty: a stated figure.
    std::vector<std::pair<std::int64_t, double>> coin_over_time;
    std::string read_as;  ///< "12,345 rows of binance-hist, coin, each contract once"
    TakenFor taken_for;
    std::vector<std::string> notes;
    std::vector<std::string> warnings;
};

/// All counts in the files of a venue, ascending in time; no rows where the recipe states a figure.
/// \throws Error(Exit::bad_input) for files without counts, of the other kind of contract, or with
/// two
///     counts of one time
data::OpenInterests read_open_interest(Recipe const& recipe, VenueInput const& venue);

/// The last count at or before `as_of`, or the stated figure; all rows are checked against the
/// candles.
/// \param series  of `read_open_interest`
/// \param price   at as_of
/// \throws Error(Exit::bad_input) with both numbers and the reading that would fit: units that
///     contradict the price or that nothing tells, sides that are not stated, a clock that is not
///     that of the candles, amounts orders of magnitude from what is traded
OpenAt open_interest_at(Recipe const& recipe, VenueInput const& venue,
                        data::OpenInterests const& series, data::Bars const& bars,
                        std::int64_t as_of, double price);

}  // namespace liq::building
