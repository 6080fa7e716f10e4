/// \file
/// Weights of leverages with which a replayed book liquidates what was reported.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "host/estimation/book_basis.hpp"
#include "host/estimation/leverage_menu.hpp"

namespace liq::estimation {

/// Less is expected of no day [USD]: what a day without large moves liquidates is not known better.
inline constexpr double least_expected = 2e5;

/// What was reported of a side, a figure a day.
struct ReportedDays {
    std::span<double const> usd;
    std::span<double const> times;  ///< how often each day counts; 0: not at all
    std::size_t break_day = 0;      ///< from this day on venues report more; the end: no such day
};

struct WeightFit {
    ByLeverage weight{};  ///< shares of the open interest of the side
    double after = 1;     ///< gamma: reported after the break over reported before it
    double deviance = 0;
};

/// Fits mu_d = gamma^[d >= break] sum_L w_L B_Ld with w >= 0. The variance is taken as mu^1.5, so
/// that the estimate is that of a Tweedie model (Jorgensen 1987): non-negative least squares with
/// weights mu^-1.5, repeated until they no longer change, and gamma = sum(y mu mu^-1.5)/sum(mu^2
/// mu^-1.5) over the days after the break. The mu of weights and deviance is at least
/// `least_expected`.
WeightFit fit_weights(Basis const& basis, ReportedDays const& reported);

/// The deviance of reported y from expected mu: 4 (sqrt(y) - sqrt(mu))^2/sqrt(mu).
double deviance_of(double reported, double expected);

/// The c of least deviance, with its fit.
struct BestFit {
    std::size_t at = 0;  ///< in `volume_days_grid`
    WeightFit fit;
    std::vector<double> deviance;  ///< of each c
};
/// \param bases  of each c of the grid
BestFit best_fit(std::span<Basis const> bases, ReportedDays const& reported);

}  // namespace liq::estimation
