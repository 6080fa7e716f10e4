/// \file
/// Rows of open interest and of liquidations, checked one by one as they are added.
#pragma once

#include <string>

#include "host/data/format.hpp"
#include "host/data/series.hpp"

namespace liq::data {

/// Adds a row that has an amount or a value, neither of them negative.
/// \param place  of the row, for the message
/// \throws Error(Exit::bad_input) with the place
void add_checked(OpenInterests& series, OpenInterest const& row, std::string const& place);

/// Adds a row that is not negative, and leaves out a row of nothing.
/// \throws Error(Exit::bad_input) with the place
void add_checked(Liquidations& series, Liquidation const& row, std::string const& place);

/// The unit that the recipe states for amounts; unknown where it states none.
/// \throws Error(Exit::bad_input) for a word that is no unit
Unit stated_unit(Reading const& reading, std::string const& file);

/// Refuses what a recipe states of files of liquidations that say it themselves, unless it is the
/// same.
/// \param side  whose side such files give: "order" or "position"; empty: they name longs and
/// shorts
void require_same_statements(Reading const& reading, std::string const& side,
                             std::string const& file);

}  // namespace liq::data
