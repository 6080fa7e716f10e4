/// \file
/// Positions by a replay of the history with weights of leverages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/building/open_interest.hpp"
#include "host/building/positions.hpp"
#include "host/building/replay_weights.hpp"

namespace liq::building {

/// Every leverage of the weights is a class of its own, and so is what they do not cover. A class
/// turns over in c/L days; where c of longs and shorts differ, at the mean of both rates, weighted
/// with dollars. The draws of the weights come with the positions of weight 1 of each of their
/// replays.
/// \param open    of each venue, for its open interest over time
EstimatedPositions replayed(PositionsInput const& how, ReplayWeights const& weights,
                            std::vector<VenueBook> const& venues, std::vector<OpenAt> const& open,
                            data::Bars const& bars, std::int64_t as_of, double price);

}  // namespace liq::building
