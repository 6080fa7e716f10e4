/// \file
/// Where a cascade ends in a smooth book: the limit of the grid for a spacing h -> 0.
///
/// Both solve u = a + D^{-1}(fuel between spot and u) for a fuel of constant density ell, omega =
/// phi = 1 and no permanent impact (models/law.md 6 and 9.4). On the grid the fuel up to u is ell h
/// floor(u/h), so the price stops short of the limit, by at most h/(1 - n) with n the branching
/// ratio at the end. Tested in tests/exact/cascade_test.cpp through the engine's own `settle`.
#pragma once

#include <cmath>

namespace liq::exact {

/// Flat book, D(u) = d u: u = a + n u, hence a/(1 - n) [log distance].
/// \param shock  a > 0 [log distance]  \param n  branching ratio ell/d in [0, 1)
inline double flat_book_fixed_point(double shock, double n) {
    return shock / (1 - n);
}

/// Square-root impact, D(u) = B u^2: u = a + sqrt(r u), hence (sqrt(r)/2 + sqrt(r/4 + a))^2 [log
/// distance].
/// \param shock  a > 0 [log distance]  \param r  ell/B [log distance]
inline double square_root_fixed_point(double shock, double r) {
    double const root = std::sqrt(r) / 2 + std::sqrt(r / 4 + shock);
    return root * root;
}

/// Branching ratio at the fixed point of the square-root book, d/du sqrt(r u) there [1].
inline double square_root_branching_ratio(double shock, double r) {
    return std::sqrt(r / square_root_fixed_point(shock, r)) / 2;
}

}  // namespace liq::exact
