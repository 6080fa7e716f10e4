/// \file
/// Margin tiers of a venue, from its files or as stated, as a snapshot holds them.
#pragma once

#include <string>
#include <vector>

#include "host/building/recipe.hpp"
#include "host/building/taken_for.hpp"
#include "models/margin/maintenance_tiers.hpp"

namespace liq::building {

struct MarginRules {
    std::vector<MaintenanceTier> tiers;  ///< with amounts
    TierShape shape = TierShape::marginal;
    TierMeasure measure = TierMeasure::value;
    std::vector<double> max_leverage;  ///< of each tier; empty: not known
    bool endless = false;              ///< whether the last tier has no end
    std::string read_as;
    TakenFor taken_for;
    std::vector<std::string> notes;
};

/// \param approximate  whether a rate that grows without steps may be written as the nearest tiers
/// \param price        at as_of, for the error of these
/// \throws Error(Exit::bad_input) with file and row: tiers that overlap or leave room between them,
///     rates that fall, amounts of the venue that do not follow from caps and rates, a leverage
///     allowed at which a position would be liquidated at once, a shape or a unit that nothing
///     tells
MarginRules margin_of(Recipe const& recipe, VenueInput const& venue, bool approximate,
                      double price);

/// Warns of tiers whose caps are far from the open interest: the largest position that has a tier
/// of its own is a part of it, at every venue.
/// \param open_usd  of the venue
void warn_of_caps(MarginRules const& rules, VenueInput const& venue, double open_usd, double price,
                  std::vector<std::string>& warnings);

}  // namespace liq::building
