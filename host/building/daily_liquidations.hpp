/// \file
/// Reported liquidations as sums of a day.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "host/data/series.hpp"
#include "models/core/units.hpp"

namespace liq::building {

/// Sums by UTC day since 1970, from `first` on, and by side [USD]; NaN: not known.
struct DailyLiquidations {
    std::int64_t first = 0;
    std::array<std::vector<double>, n_sides> usd;
};

/// Sums over feeds. Where all rows of a feed stand at the begin of a day, each is the sum of its
/// day, and a day without one is not known. Else rows are single orders: the first and the last day
/// of the feed are not whole, and a day without one between them is a day without liquidations. A
/// day is known where all feeds know it.
/// \param until  later rows are left out, Unix seconds UTC
DailyLiquidations daily_liquidations(std::span<data::Liquidations const> feeds, std::int64_t until);

}  // namespace liq::building
