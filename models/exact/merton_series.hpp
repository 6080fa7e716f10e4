/// \file
/// Normal jumps on a geometric Brownian motion, at a fixed time.
#pragma once

#include <cmath>

#include "models/exact/one_sided_passage.hpp"

namespace liq::exact {

/// Given n jumps, X_T is normal with mean (mu - c - sigma^2/2) T + n m and variance sigma^2 T +
/// n s^2, c = lambda (e^{m + s^2/2} - 1); n is Poisson(lambda T). Merton (1976), Option pricing
/// when underlying stock returns are discontinuous. The sums end where further terms would no
/// longer change a double. Tested in tests/exact/closed_forms_terminal_test.cpp.
struct MertonSeries {
    double volatility = 0;      ///< sigma > 0 [per year^0.5]
    double jump_intensity = 0;  ///< lambda [per year]
    double jump_mean = 0;       ///< m [1]
    double jump_deviation = 0;  ///< s [1]
    double drift = 0;           ///< mu [per year]

    /// P(S_T > K) [1].
    [[nodiscard]] double above(double spot, double strike, double years) const {
        double const k = std::log(strike / spot);
        return sum(years, [&](double mean, double variance) {
            return normal_probability((mean - k) / std::sqrt(variance));
        });
    }
    /// e^{-rate T} E[max(S_T - K, 0)] [USD].
    [[nodiscard]] double call(double spot, double strike, double years, double rate) const {
        double const k = std::log(strike / spot);
        return std::exp(-rate * years) * sum(years, [&](double mean, double variance) {
                   double const deviation = std::sqrt(variance), d = (mean - k) / deviation;
                   return spot * std::exp(mean + variance / 2) * normal_probability(d + deviation) -
                          strike * normal_probability(d);
               });
    }

  private:
    template <class Given>
    [[nodiscard]] double sum(double years, Given const& given) const {
        double const s2 = jump_deviation * jump_deviation, expected = jump_intensity * years;
        double const excess = std::expm1(jump_mean + s2 / 2);
        double const v = volatility * volatility;
        double const none = (drift - jump_intensity * excess - v / 2) * years;
        double total = 0;
        for (int n = 0; n < 1'000'000; ++n) {
            double const log_weight =
                n == 0 ? -expected : n * std::log(expected) - expected - std::lgamma(n + 1.0);
            double const term =
                std::exp(log_weight) * given(none + n * jump_mean, v * years + n * s2);
            total += term;
            if (expected == 0 || (n > expected && std::abs(term) < 1e-18 * total)) break;
        }
        return total;
    }
};

}  // namespace liq::exact
