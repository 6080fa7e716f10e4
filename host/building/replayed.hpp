/// \file
/// Positions by a replay of the history with weights of leverages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/building/open_interest.hpp"
#include "host/building/positions.hpp"

namespace liq::building {

/// Which share of the open interest of a side is held with a leverage.
struct LeverageWeight {
    double leverage;
    PerSide share;
};

/// The weights that come with the program, fitted to reported liquidations of bitcoin from November
/// 2023 to October 2024 and corrected for what feeds leave out; positions of leverage L turn over
/// in 20/L days of mean volume.
std::vector<LeverageWeight> const& shipped_weights();
inline constexpr double shipped_volume_days = 20;

/// \param open    of each venue, for its open interest over time
EstimatedPositions replayed(PositionsInput const& how, std::vector<VenueBook> const& venues,
                            std::vector<OpenAt> const& open, data::Bars const& bars,
                            std::int64_t as_of, double price);

}  // namespace liq::building
