/// \file
/// Least squares with coefficients that are not negative.
#pragma once

#include <array>

#include "host/estimation/leverage_menu.hpp"

namespace liq::estimation {

/// The normal equations of a regression on one column a leverage.
struct NormalEquations {
    std::array<ByLeverage, n_leverages> gram{};  ///< X'WX, symmetric
    ByLeverage moment{};                         ///< X'Wy
};

/// The x >= 0 that minimises x'Gx - 2 m'x: the active set method of Lawson & Hanson (1974, chapter
/// 23), on normal equations. A column without entries gets 0, and so does one that others make up.
ByLeverage nonnegative_least_squares(NormalEquations system);

}  // namespace liq::estimation
