/// \file
/// Standard errors of least squares that hold where residuals depend on each other.
#pragma once

#include <cstddef>
#include <vector>

namespace liq::estimation {

/// Rows of regressors and their targets. `place` counts time: rows may be missing between places.
struct RegressionRows {
    std::size_t n_regressors = 0;
    std::vector<double> x;  ///< row after row
    std::vector<double> y;
    std::vector<std::size_t> place;  ///< ascending
};

/// Of each row, how much it moves the least-squares coefficients, and then the log of the variance
/// of the residuals: their sum of outer products is the covariance of these estimates where rows
/// are independent.
/// \param coefficients  of least squares
std::vector<std::vector<double>> influence_of(RegressionRows const& rows,
                                              std::vector<double> const& coefficients);

/// Covariance of sums of influences of places 0, 1, ...: Bartlett weights up to `lags` (Newey &
/// West 1987). Places without a row count as zeros.
/// \param influence  at each place, all of one length
/// \return row after row
std::vector<double> newey_west(std::vector<std::vector<double>> const& influence, std::size_t lags);

}  // namespace liq::estimation
