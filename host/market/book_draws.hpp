/// \file
/// Draws of an estimated book of positions.
#pragma once

#include <cstddef>
#include <vector>

#include "models/core/units.hpp"

namespace liq::market {

/// Draws of the weights that estimated positions follow from (`liqcascade calibrate book`), with
/// what a run needs to make the positions of each: those of draw d are, for each side and leverage,
/// its weight times the positions of its replay.
struct BookDraws {
    std::vector<double> weight;       ///< [draw][side][leverage], of the side's open interest
    std::vector<double> volume_days;  ///< [draw][side], which replay: one of `replay`
    std::vector<double> replay;  ///< ascending: positions of leverage L turn over in this over L
    /// [replay][side][venue][entry][leverage], USD at entry of a weight of 1.
    std::vector<double> open_interest;

    [[nodiscard]] std::size_t count() const { return volume_days.size() / n_sides; }
};

}  // namespace liq::market
