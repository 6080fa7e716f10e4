/// \file
/// The law of the price that the engine takes at a start of a backtest, fitted to the past.
#pragma once

#include <array>
#include <cstddef>
#include <map>

#include "host/estimation/har_forecast.hpp"
#include "host/validation/price_history.hpp"
#include "models/price/heston.hpp"

namespace liq::validation {

struct FittedLaw {
    HestonParameters heston;
    double drift = 0;  ///< with which the median of the price is constant [per year]
};

/// What `calibrate price` fits: heston whose integrated variance has the mean and the spread of the
/// forecasts of model M over 7 and 30 days (estimation/variance_map.hpp). As for M, the regression
/// is fitted anew at the begin of each month, and forecasts from the variances before the day.
class FittedLaws {
  public:
    explicit FittedLaws(PriceHistory const& history) : history_(history) {}

    /// \throws Error where the history before the month is too short
    [[nodiscard]] FittedLaw at(std::size_t day);
    /// Laws so far whose spread over 7 days is the nearest that there is, not that of the forecast.
    [[nodiscard]] std::size_t n_near() const { return n_near_; }
    /// Laws so far whose mean variance is that of 30 days at all times, because no square-root
    /// variance has both means.
    [[nodiscard]] std::size_t n_level() const { return n_level_; }

  private:
    using Fits = std::array<estimation::HarFit, 2>;  ///< over the shorter and the longer horizon
    Fits const& fits_at(std::size_t month);

    PriceHistory const& history_;
    std::map<std::size_t, Fits> fits_;  ///< by the day on which the month begins
    std::size_t n_near_ = 0, n_level_ = 0;
};

}  // namespace liq::validation
