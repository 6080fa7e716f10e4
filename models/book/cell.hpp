/// \file
/// Where a living book notes that positions have entered.
#pragma once

#include <cstdint>

#include "models/book/inflow.hpp"

namespace liq {

/// Positions that entered at one grid point, in 2^22 units of a side. Cells are read in blocks of
/// `mix_padding`.
using Cell = std::int32_t;

}  // namespace liq
