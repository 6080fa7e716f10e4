/// \file
/// Maintenance tiers of Binance BTCUSDT perpetuals as of October 2024 (venue's API; amounts follow
/// from caps and rates, so that the margin is continuous).
#pragma once

#include <vector>

#include "models/margin/maintenance_tiers.hpp"

namespace liq::tests {

/// {cap [USD], rate [1], amount [USD]}
inline std::vector<MaintenanceTier> const binance_btcusdt{
    {50e3, .004, 0},          {600e3, .005, 50},          {3e6, .0065, 950},
    {12e6, .01, 11'450},      {70e6, .02, 131'450},       {100e6, .025, 481'450},
    {230e6, .05, 2'981'450},  {480e6, .1, 14'481'450},    {600e6, .125, 26'481'450},
    {800e6, .15, 41'481'450}, {1200e6, .25, 121'481'450}, {1800e6, .5, 421'481'450},
};

}  // namespace liq::tests
