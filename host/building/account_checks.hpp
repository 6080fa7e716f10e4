/// \file
/// Positions of accounts against the other series of a recipe.
#pragma once

#include <cstdint>

#include "host/building/accounts.hpp"
#include "host/building/recipe.hpp"
#include "host/data/bars.hpp"

namespace liq::building {

/// What a snapshot says beside its positions.
struct AccountsAgainst {
    std::int64_t as_of = 0;
    double price = 0;     ///< at as_of
    double open_usd = 0;  ///< open interest of a side of the venue
};

/// Adds warnings to the accounts.
/// \throws Error(Exit::bad_input) with both numbers: accounts of a time after as_of, a mark price
///     more than 1 % from that of the candles, more positions than the open interest
void check_accounts(Recipe const& recipe, VenueInput const& venue, data::Bars const& bars,
                    AccountsAgainst const& against, AccountsAt& accounts);

}  // namespace liq::building
