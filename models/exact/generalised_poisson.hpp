/// \file
/// The size of a cascade in a random book: how many positions are sold if each that is sold causes
/// others to be sold.
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
/// Here there is a Poisson number of equal positions (mean r h) at each grid point below spot. Each
/// moves the price by delta when it is sold, and there is a shock of (i + 1/2) h. Then theta = r i
/// h and n = r delta (models/law.md 9.4). Tested in tests/exact/random_book_test.cpp: the
/// probabilities sum to 1, their moments are those below, and the engine's cascades follow them.
struct GeneralisedPoisson {
    double theta = 0;  ///< mean number that the shock itself causes to be sold [1]
    double n = 0;      ///< mean number that one sale causes, the branching ratio [1]

    [[nodiscard]] double probability(int k) const {
        double const rate = theta + n * k;
        return std::exp(std::log(theta) + (k - 1) * std::log(rate) - rate - std::lgamma(k + 1.0));
    }
    [[nodiscard]] double mean() const { return theta / (1 - n); }
    [[nodiscard]] double variance() const { return theta / ((1 - n) * (1 - n) * (1 - n)); }
};

}  // namespace liq::exact
