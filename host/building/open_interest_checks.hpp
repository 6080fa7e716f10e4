/// \file
/// Checks of counts of open interest, against each other and against the candles.
#pragma once

#include <cstdint>
#include <string>

#include "host/building/open_interest.hpp"
#include "host/building/recipe.hpp"
#include "host/data/bars.hpp"
#include "host/data/series.hpp"

namespace liq::building {

/// Every row, in order of time: figures that are there and not negative, one count at a time.
void check_rows(data::OpenInterests const& series);

/// Leaves out rows that repeat a count, and counts of nothing between counts of something, which
/// are outages of a feed; both with a note. The rows have passed `check_rows`.
void leave_out_repeats_and_outages(data::OpenInterests& series);

/// Contracts need a size.
void check_size(data::Unit unit, VenueInput const& venue, std::string const& place);

/// Whether the counts fit the candles much better some hours or days earlier or later. Done before
/// single values are compared, since it says why they do not fit.
void check_clock(data::OpenInterests const& series, data::Unit unit, VenueInput const& venue,
                 data::Bars const& bars);

/// Every row that has two figures: they have to agree with the price of that time.
void check_values(data::OpenInterests const& series, data::Unit unit, VenueInput const& venue,
                  data::Bars const& bars);

/// What is odd about neighbouring counts, one of which is a multiple of the other: a file that
/// changes from one side to both, or from coin to contracts; empty: nothing.
/// \param n_rows  those that are used
std::string jump_between(data::OpenInterests const& series, std::size_t n_rows);

/// Open interest is a day's trading, within orders of magnitude (0.2 to 20 times at large venues).
void check_scale(OpenAt const& open, std::string const& place, data::Bars const& bars,
                 std::int64_t as_of);

}  // namespace liq::building
