/// \file
/// Positions that are known: what the accounts of a venue hold, by liquidation price.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "host/building/margin.hpp"
#include "host/building/recipe.hpp"
#include "host/building/taken_for.hpp"
#include "models/core/units.hpp"

namespace liq::building {

/// Distance of the prices of /positions/liquidation, in log price. A position is split between the
/// two next to its liquidation price, which keeps its value and its mean log price.
inline constexpr double liquidation_spacing = 1e-4;

/// Figures of one side.
struct AccountSide {
    struct Fuel {
        double usd = 0;      ///< at the liquidation price
        double usd_gap = 0;  ///< times the log gap to the bankruptcy price
    };
    std::map<std::int64_t, Fuel> at;  ///< by log price over `liquidation_spacing`
    double not_liquidatable = 0;      ///< USD at the mark price
    double usd = 0;                   ///< everything, at the mark price
    double coin = 0;
    std::uint64_t n = 0;
};

struct AccountsAt {
    std::array<AccountSide, n_sides> sides;  ///< in the order of `Side`
    double mark = 0;                         ///< price of the rows, USD
    std::string mark_place;                  ///< the row that it is of
    std::int64_t from = 0, time = 0;         ///< Unix seconds, of the rows; 0: they do not say
    std::string read_as;
    TakenFor taken_for;
    std::vector<std::string> notes, warnings;

    /// What a side holds, the mean of both [USD at the mark price].
    [[nodiscard]] double usd() const { return (sides[0].usd + sides[1].usd) / 2; }
};

/// Reads the accounts of a venue. A cross position has the venue's own liquidation price where it
/// is given, because the account's other positions move it. Without one, it is recomputed where
/// everything that the account holds is known, and an isolated one from the margin that was posted;
/// else it counts as not liquidatable.
/// \throws Error(Exit::bad_input) with the row: a price of the position more than 1 % from that of
///     the first row, a liquidation price more than 1 % on the wrong side
AccountsAt accounts_of(Recipe const& recipe, VenueInput const& venue, MarginRules const& margin);

}  // namespace liq::building
