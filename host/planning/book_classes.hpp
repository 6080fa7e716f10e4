/// \file
/// Which positions of a living book are held for alike times (models/law.md 4), from what a
/// scenario and a snapshot say of it.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "host/market/market.hpp"
#include "models/book/parameters.hpp"

namespace liq::planning {

/// A class of a living book before it has fuel.
struct BookClass {
    std::vector<std::size_t> levers;  ///< indices in Market::leverage, ascending, never none
    DurationOrNever turnover;
};

/// The places that messages name.
struct BookPlaces {
    std::string living;    ///< of cascade.book
    std::string turnover;  ///< of book.turnover
};

/// The classes of a living book, at most `max_classes`; every leverage of the market is in one.
/// Entries of a list of turnovers that no leverage of the market is in are left out.
/// \param turnover  the scenario's; none: the market's
/// \throws Error where neither says how long positions are held, and where a list of turnovers ends
///     below the highest leverage
std::vector<BookClass> book_classes(std::optional<Turnover> const& turnover,
                                    market::Market const& market, BookPlaces const& places);

}  // namespace liq::planning
