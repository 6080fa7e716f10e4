/// \file
/// What the fits of all price laws have in common.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "host/estimation/price_law.hpp"

namespace liq::estimation {

/// Fewer returns than so many give no law.
inline constexpr std::size_t fewest_returns = 100;

/// \throws Error(Exit::bad_input) for too few returns, or if the price never moves
void require_moves(Returns const& returns);

/// The mean log return of the diffusion a year, which comes first among the coordinates. It is not
/// reported: a few years do not tell it, and a run has a drift that is chosen.
Coordinate diffusion_drift(Returns const& returns);

/// Moves beyond so many standard deviations, which a first guess takes for jumps.
struct LargeMoves {
    double sd_year = 0;  ///< of the rest, annualised
    double per_year = 0, mean = 0, sd = 0;
    double share_up = 0.5, up_mean = 0, down_mean = 0;
};
LargeMoves large_moves(Returns const& returns, double beyond);

/// Jumps of which the likelihood says less than their parameters cost (Akaike 1974).
/// \param gain    log likelihood over that of gbm
/// \param extra   parameters more than gbm has
std::vector<std::string> jump_warnings(double gain, std::size_t extra);

/// Log likelihood of the sample by a diffusion without jumps.
double gbm_log_likelihood(Returns const& returns);

/// A fit whose first coordinate is the diffusion drift.
/// \param median_drift  of the values of all coordinates
LawFit law_fit(std::string law, Sample const& sample, std::vector<Coordinate> const& coordinates,
               Maximum const& maximum, DrawTerms const& terms,
               std::function<double(std::span<double const>)> const& median_drift);

/// E[e^J] - 1 - E[J] of normal and of two-sided exponential jumps.
double normal_jump_excess(double mean, double sd);
double two_sided_jump_excess(double up, double up_mean, double down_mean);

}  // namespace liq::estimation
