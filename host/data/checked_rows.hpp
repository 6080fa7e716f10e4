/// \file
/// Rows of open interest and of liquidations, checked one by one as they are added.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

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

/// The same for an order or a trade that files may tell several times, as answers do that overlap:
/// it counts once, with the most that one of them says.
/// \param name  that no other order or trade of the series has
/// \returns whether it had been told before
bool add_once(Liquidations& series, std::string const& name, Liquidation const& row,
              std::string const& place);

/// Says how many rows of a file had been told before; nothing where there are none.
void note_told_before(Liquidations& series, std::string const& file, std::size_t n);

/// The size of the contracts that a file counts in.
/// \param symbol  of the contracts, for the message
/// \throws Error(Exit::bad_input) if the recipe does not state it
double stated_contract_size(Reading const& reading, std::string_view symbol, Contract contract,
                            std::string const& place);

/// The unit that the recipe states for amounts; unknown where it states none.
/// \throws Error(Exit::bad_input) for a word that is no unit
Unit stated_unit(Reading const& reading, std::string const& file);

/// Refuses what a recipe states of files of liquidations that say it themselves, unless it is the
/// same.
/// \param side  whose side such files give: "order" or "position"; empty: they say in another way
///     who was liquidated
void require_same_statements(Reading const& reading, std::string const& side,
                             std::string const& file);

}  // namespace liq::data
