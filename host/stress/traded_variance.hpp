/// \file
/// How much of the variance of traded prices forced orders bring: `calibrate price --book`.
#pragma once

#include <functional>
#include <string>

#include "host/scenario/scenario.hpp"
#include "kernels/backend.hpp"

namespace liq::stress {

/// Prices of the past hold the cascades of the past. The variance that a law is fitted to is that
/// of traded prices, and a simulation with a cascade adds its own once more, unless its fundamental
/// variance is smaller by as much.
struct TradedVariance {
    double factor = 1;  ///< fundamental variance of the law, over what was fitted
    /// Realised variance of traded prices over that of the fundamental ones, of hourly returns, at
    /// the variance that was fitted; and its standard error over paths.
    double ratio = 1, ratio_error = 0;
    int paths = 0, simulations = 0;
};

/// Searches by secants, on common random numbers, for the factor with which the realised variance
/// of traded prices is that of the fundamental ones at factor 1. Sampled courses of at most 1,000
/// paths count, from hour to hour up to the scenario's horizon (from longer times where that has
/// more than 4,096 hours).
/// \param scenario  a file whose market, book, depth and cascade count
/// \param price     the table of `[price]`, as `--set price=...` takes it, at a factor
/// \param stop      whether to end early, with Error(Exit::failed)
/// \throws Error as `run` for a scenario that cannot be planned, or whose cascade is switched off
TradedVariance traded_variance(std::string const& scenario,
                               std::function<std::string(double factor)> const& price,
                               Backend& backend, std::function<bool()> const& stop);

}  // namespace liq::stress
