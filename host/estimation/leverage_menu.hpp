/// \file
/// The classes of positions whose weights are estimated, and how fast they may turn over.
#pragma once

#include <array>
#include <cstddef>

namespace liq::estimation {

inline constexpr std::array leverage_menu{5.0, 10.0, 25.0, 50.0, 125.0};
inline constexpr std::size_t n_leverages = leverage_menu.size();

/// A number of each leverage of the menu.
using ByLeverage = std::array<double, n_leverages>;

/// Values of c [days of mean volume] that are tried: positions of leverage L turn over in c/L.
inline constexpr std::array volume_days_grid{7.5,  10.0, 12.5, 15.0, 20.0, 25.0,
                                             30.0, 40.0, 50.0, 60.0, 75.0, 100.0};

}  // namespace liq::estimation
