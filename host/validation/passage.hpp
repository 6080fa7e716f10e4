/// \file
/// Which of two levels a Brownian motion reaches first, by its variance alone: for variances of any
/// size, and where the variance itself is uncertain.
///
/// The logarithm of the price moves over the horizon by a drift m and a variance V; levels are log
/// distances from where it starts, watched continuously.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace liq::validation {

struct RaceProbability {
    double up = 0, down = 0;  ///< which level is reached first [1]
    [[nodiscard]] double neither() const { return 1 - up - down; }
};

/// By images: passages of u + 2k(u + d) count for, those of their reflections against (Cox & Miller
/// 1965, The Theory of Stochastic Processes, section 5.7, with the sum over images in place of
/// eigenfunctions). Its terms fall like exp(-2 k^2 (u + d)^2/V), so that few are needed where V is
/// small; the sum is cut where a term no longer changes a double.
/// \param variance  V > 0 [1]  \param drift  m [1]  \param up, down  u > 0, d > 0 [log distance]
RaceProbability race_by_images(double variance, double drift, double up, double down);

/// By sines (models/exact/double_barrier.hpp), whose terms fall like exp(-k^2 pi^2 V/(2 (u +
/// d)^2)). Where V is small, its two parts are large and cancel, and beyond that they overflow.
RaceProbability race_by_sines(double variance, double drift, double up, double down);

/// By images where V < 0.3 (u + d)^2, by sines beyond; both are right to 1e-12 there.
inline constexpr double images_below = 0.3;
RaceProbability race_probability(double variance, double drift, double up, double down);

/// The probability that the motion reaches a level (models/exact/one_sided_passage.hpp).
/// \param level  log distance; negative: below
double touch_probability(double variance, double drift, double level);

/// What is known about the variance of a horizon: one value, or several with weights.
struct VarianceLaw {
    std::vector<double> variance, weight;
    /// m/V: -1/2 makes the price a martingale, 0 its median constant.
    double tilt = 0;

    /// A variance that is known.
    static VarianceLaw known(double variance, double tilt) { return {{variance}, {1.0}, tilt}; }
    /// ln V ~ N(mean, deviation^2), by Gauss-Hermite quadrature.
    static VarianceLaw lognormal(double mean, double deviation, double tilt);
};

RaceProbability race_probability(VarianceLaw const& law, double up, double down);
double touch_probability(VarianceLaw const& law, double level);

/// Nodes and weights with which sum w f(z) = E f(Z), Z standard normal, for polynomials f of degree
/// 2 n - 1 or less: zeros of the Hermite polynomial of order n, between those of order n - 1 (Press
/// et al. 2007, Numerical Recipes, section 4.6).
struct NormalNodes {
    static constexpr std::size_t n = 21;
    std::array<double, n> z{}, weight{};
};
NormalNodes const& normal_nodes();

}  // namespace liq::validation
