/// \file
/// How many fall when each that falls makes others fall: the size of a cascade in a random book.
#pragma once

#include <cmath>

namespace liq::exact {

/// The generalised Poisson law
///
///     P(N = k) = theta (theta + n k)^{k-1} e^{-theta - n k}/k!,
///
/// the total progeny of a branching process that starts with Poisson(theta) individuals and has
/// Poisson(n) offspring. Consul & Jain (1973), Technometrics 15(4), pp. 791-799, who also give
/// the moments. Valid for 0 <= n < 1, theta > 0. The logarithm is summed in double
/// precision: relative error about 1e-13 for k up to 1e4.
///
/// Here: Poisson numbers of equal positions on the grid points below spot (mean r h each), each of
/// which moves the price by delta when it is sold, and a shock of (i + 1/2) h; then theta = r i h,
/// n = r delta (model.md 9.4). Tested in tests/exact/random_book_test.cpp: the probabilities sum to
/// 1, their moments are those below, and the engine's cascades follow them.
struct GeneralisedPoisson {
    double theta = 0;  ///< mean of those that fall by the shock itself [1]
    double n = 0;      ///< mean of those that one makes fall, the branching ratio [1]

    [[nodiscard]] double probability(int k) const {
        double const rate = theta + n * k;
        return std::exp(std::log(theta) + (k - 1) * std::log(rate) - rate - std::lgamma(k + 1.0));
    }
    [[nodiscard]] double mean() const { return theta / (1 - n); }
    [[nodiscard]] double variance() const { return theta / ((1 - n) * (1 - n) * (1 - n)); }
};

}  // namespace liq::exact
