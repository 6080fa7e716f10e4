/// \file
/// The book of positions that a history of trading leaves: entries, liquidations and turnover, bar
/// by bar.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/core/units.hpp"

namespace liq::estimation {

/// The market that a replay runs through, bar by bar.
struct ReplayHistory {
    std::vector<double> low, high, close;  ///< quote currency
    /// Trading of each bar as a share of that of a mean day, over the 30 days before it.
    std::vector<double> volume_days;
    std::vector<double> open_coin;  ///< open interest of a side [coin]
};

/// Share of a bar's trading in that of a mean day: dt volume/(mean volume of the 30 days before
/// it).
/// \param volume   of each bar
/// \param per_day  number of bars of a day
/// Bars of the first day have the mean of that day.
std::vector<double> volume_days_of(std::vector<double> const& volume, double per_day);

/// Which positions are followed.
struct ReplayTerms {
    Side side = Side::long_side;
    double leverage = 1;
    /// Liquidation price over entry price of such a position.
    double liquidation_ratio = 0;
    double volume_days = 20;  ///< c: they turn over in c/leverage days of mean volume
};

/// Width of a bin of entries, in log price.
inline constexpr double entry_bin = 1e-4;

/// What is open at the end, by bins of entry price, for a weight of 1 (all of the open interest).
struct ReplayedStock {
    std::ptrdiff_t first_bin = 0;  ///< the entry of bin i is exp((first_bin + i) entry_bin)
    std::vector<double> coin;
};

/// Replays a history, in this order within a bar: (1) entries whose liquidation price lies within
/// its range are liquidated; (2) of what is open, 1 - exp(-lambda) is closed, with lambda =
/// volume_days L/c; (3) Q (1 - exp(-lambda)) opens at the close, Q the side's open interest. What
/// was liquidated is not replaced.
/// \param fuel  if not null, receives for each bar what was liquidated, at its liquidation price
///     [quote currency]
ReplayedStock replay(ReplayHistory const& history, ReplayTerms const& terms,
                     std::vector<double>* fuel = nullptr);

}  // namespace liq::estimation
