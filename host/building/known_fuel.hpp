/// \file
/// The positions of the accounts of all venues, on the axes of a snapshot.
#pragma once

#include <optional>
#include <vector>

#include "host/building/accounts.hpp"
#include "host/building/open_interest.hpp"
#include "host/building/recipe.hpp"
#include "host/market/known_fuel.hpp"

namespace liq::building {

/// Nothing where no venue has accounts.
/// \param accounts, open  one of each venue, in their order
/// \throws Error(Exit::bad_input) where a venue has none and nothing says how its positions are
///     estimated
std::optional<market::KnownFuel> known_fuel(Recipe const& recipe,
                                            std::vector<std::optional<AccountsAt>> const& accounts,
                                            std::vector<OpenAt> const& open);

}  // namespace liq::building
