/// \file
/// Stochastic variance, with or without normal jumps, at a fixed time.
#pragma once

#include <cmath>
#include <complex>
#include <numbers>

namespace liq::exact {

/// The law of X_T from its characteristic function: Heston (1993), in the form of Albrecher, Mayer,
/// Schoutens & Tistaert (2007), The little Heston trap, whose logarithm stays on its branch. It is
/// multiplied by Merton's factor for jumps (Bates 1996) and inverted by the formula of Gil-Pelaez
/// (1951) with the midpoint rule, whose error is the probability of a move beyond 100 standard
/// deviations. A probability is right to about 1e-11. Tested in
/// tests/exact/closed_forms_terminal_test.cpp.
struct HestonTerminal {
    double variance0 = 0;          ///< v at the start [per year]
    double mean_reversion = 0;     ///< kappa > 0 [per year]
    double long_run_variance = 0;  ///< theta [per year]
    double vol_of_variance = 0;    ///< xi > 0 [per year]
    double correlation = 0;        ///< rho [1]
    double drift = 0;              ///< mu [per year]
    double jump_intensity = 0;     ///< lambda [per year]; 0: no jumps
    double jump_mean = 0;          ///< m [1]
    double jump_deviation = 0;     ///< s [1]

    using Complex = std::complex<double>;

    /// E[exp(i u X_T)].
    [[nodiscard]] Complex characteristic(Complex u, double years) const {
        Complex const i{0, 1}, quadratic = u * u + i * u;
        double const xi2 = vol_of_variance * vol_of_variance;
        Complex const a = mean_reversion - correlation * vol_of_variance * i * u;
        Complex const d = std::sqrt(a * a + xi2 * quadratic);
        Complex const slope = -quadratic / (a + d);  // (a - d)/xi^2 without its cancellation
        Complex const g = xi2 * slope / (a + d), decayed = std::exp(-d * years);
        Complex const logarithm = log_1_plus(g * (1.0 - decayed) / (1.0 - g));
        Complex const of_mean = slope * years - 2.0 / xi2 * logarithm;
        Complex const of_start = slope * (1.0 - decayed) / (1.0 - g * decayed);
        double const s2 = jump_deviation * jump_deviation;
        Complex const jumps = std::exp(i * u * jump_mean - s2 / 2 * u * u) - 1.0 -
                              i * u * std::expm1(jump_mean + s2 / 2);
        return std::exp(i * u * drift * years + mean_reversion * long_run_variance * of_mean +
                        variance0 * of_start + jump_intensity * years * jumps);
    }
    /// P(S_T > K) [1].
    [[nodiscard]] double above(double spot, double strike, double years) const {
        return tail(std::log(strike / spot), years, 0);
    }
    /// e^{-rate T} E[max(S_T - K, 0)] [USD].
    [[nodiscard]] double call(double spot, double strike, double years, double rate) const {
        double const k = std::log(strike / spot);
        return std::exp(-rate * years) *
               (spot * std::exp(drift * years) * tail(k, years, 1) - strike * tail(k, years, 0));
    }

  private:
    /// P(X_T > k); with tilt 1, under the measure whose unit of account is the price.
    [[nodiscard]] double tail(double k, double years, double tilt) const {
        double const jumps = jump_mean * jump_mean + jump_deviation * jump_deviation;
        double const variance =
            (std::fmax(variance0, long_run_variance) + jump_intensity * jumps) * years;
        double const reach = std::abs(k - drift * years) + 100 * std::sqrt(variance);
        double const h = 2 * std::numbers::pi / reach, negligible = 1e-17;
        Complex const i{0, 1}, whole = characteristic(-i * tilt, years);
        double sum = 0;
        for (int n = 0; n < 10'000'000; ++n) {
            double const u = (n + 0.5) * h;
            Complex const phi = characteristic(u - i * tilt, years) / whole;
            sum += (std::exp(-i * u * k) * phi / (i * u)).real();
            if (std::abs(phi) < negligible * u) break;
        }
        return 0.5 + h / std::numbers::pi * sum;
    }
    static Complex log_1_plus(Complex z) {
        double const x = z.real(), y = z.imag();
        return {std::log1p(2 * x + x * x + y * y) / 2, std::atan2(y, 1 + x)};
    }
};

}  // namespace liq::exact
