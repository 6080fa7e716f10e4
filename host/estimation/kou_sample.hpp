/// \file
/// What kou and hawkes share: coordinates, first guesses, and the law of a return given its jumps.
#pragma once

#include <vector>

#include "host/estimation/jump_densities.hpp"
#include "host/estimation/law_fit.hpp"

namespace liq::estimation {

/// diffusion_drift, volatility, jump_intensity, jump_up_probability, jump_up_mean, jump_down_mean.
std::vector<Coordinate> kou_coordinates(Returns const& returns);

/// By moves beyond 4 and beyond 2.5 standard deviations.
std::vector<std::vector<double>> kou_starts(Returns const& returns);

/// The law of a return given its number of jumps.
class GivenJumps {
  public:
    explicit GivenJumps(ErlangWeights const& weights) : weights_(weights) {}

    /// Element n is of n jumps; valid until the next call.
    /// \param drift, volatility  of the diffusion, annual
    std::vector<Likelihood> const& of(double move, double years, double drift, double volatility,
                                      TwoSidedJumps const& jumps);

  private:
    ErlangWeights const& weights_;
    std::vector<Likelihood> up_, down_, found_;
};

}  // namespace liq::estimation
