/// \file
/// The price laws that can be fitted, one file each.
#pragma once

#include "host/estimation/price_law.hpp"

namespace liq::estimation {

extern PriceLaw const bates_law;   // Bates 1996; jumps: Lee & Mykland 2008
extern PriceLaw const gbm_law;     // Black & Scholes 1973
extern PriceLaw const hawkes_law;  // Ait-Sahalia, Cacho-Diaz & Laeven 2015
extern PriceLaw const kou_law;     // Kou 2002
extern PriceLaw const merton_law;  // Merton 1976

}  // namespace liq::estimation
