/// \file
/// Positions that are estimated: who entered where, and who is still there.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/building/entries.hpp"
#include "host/building/margin.hpp"
#include "host/building/recipe.hpp"
#include "host/market/market.hpp"
#include "models/core/units.hpp"
#include "models/margin/contract.hpp"
#include "models/margin/maintenance_tiers.hpp"

namespace liq::building {

/// What is open at a venue, and its rules.
struct VenueBook {
    Contract contract = Contract::linear;
    MarginRules margin;
    double usd = 0;        ///< open interest of a side that is estimated
    double estimated = 1;  ///< share of the open interest that no accounts hold

    [[nodiscard]] TierTable table() const {
        return {margin.tiers.data(), margin.tiers.size(), margin.shape, margin.measure};
    }
};

/// Positions on the axes of a snapshot.
struct EstimatedPositions {
    std::vector<double> entry_price;  ///< middle of its bin, quote currency
    std::vector<double> leverage;
    /// [side][venue][entry][leverage], whole USD at entry.
    std::vector<double> open_interest;
    /// [side][venue][leverage], USD (inverse: coin).
    std::vector<double> position_notional;
    std::vector<int> leverage_class;  ///< empty: none
    std::vector<double> turnover;     ///< [class] s
    /// [side][leverage] of the open interest that a class is held at; empty: at what is open.
    std::vector<double> held_share;
    std::int64_t from = 0;           ///< when the first of them entered; 0: not known
    std::vector<std::string> files;  ///< of a volume profile
    std::optional<market::BookDraws> draws;
    std::vector<std::string> notes, warnings;
};

/// The mixture of bands of leverage (PositionsInput). Every leverage L of a band starts with the
/// same weight, spread over the entries, which fade by exp(-age L/holding). Entries whose
/// liquidation price the market has reached since the interval of their entry are gone. Then each
/// band of each side and venue is scaled: if `refilled`, so that it holds its stated share, else so
/// that the bands have what is left of their shares and the side its open interest.
/// \param entries  of `entries_of_candles` or `entries_of_volume_profile`
/// \param price    at as_of
EstimatedPositions mixture(PositionsInput const& how, std::vector<VenueBook> const& venues,
                           Entries const& entries, double price);

inline constexpr std::array<Side, 2> both_sides{Side::long_side, Side::short_side};

/// What a position of a leverage is worth, USD (inverse: coin).
double typical_size(PositionsInput const& how, Contract contract, double leverage, double price);

/// A width of bins of entry prices near a thousandth of the price: 1, 2 or 5 times a power of ten.
double usual_bin(double price);

/// The leverages of a band: mid-points of n equal pieces of its log leverage, to three digits.
std::vector<double> leverages_of(LeverageBand const& band);

/// Whole dollars in proportion to weights: largest remainders, the first of equal ones.
std::vector<double> apportion(double total, std::vector<double> const& weights);

}  // namespace liq::building
