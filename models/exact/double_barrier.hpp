/// \file
/// Two barriers around a geometric Brownian motion that is watched continuously.
#pragma once

#include <cmath>
#include <numbers>

namespace liq::exact {

/// dX = nu dt + sigma dW between ln L and ln U, nu = mu - sigma^2/2: which barrier is reached
/// first, and when. With x = ln(S/L), a = ln(U/L), lambda_n = nu^2/(2 sigma^2) + (n pi
/// sigma/a)^2/2:
///
///     P_U(T) = P_U(inf) - (sigma^2 pi/a^2) e^{nu (a - x)/sigma^2}
///                         sum_n n (-1)^{n+1} sin(n pi x/a) e^{-lambda_n T}/lambda_n
///     P_L(T) = P_L(inf) - (sigma^2 pi/a^2) e^{-nu x/sigma^2}
///                         sum_n n sin(n pi x/a) e^{-lambda_n T}/lambda_n
///
/// Cox & Miller (1965), The Theory of Stochastic Processes, section 5.7; reproduces the
/// double-barrier tables of Haug (2007), The Complete Guide to Option Pricing Formulas, 2nd ed.,
/// chapter 4. The terms fall like exp(-n^2); the sums are cut where they no longer change a double,
/// so the error is that of rounding, about 1e-14 relative to the largest term. Tested in
/// tests/exact/two_barriers_test.cpp against the printed values of models/law.md 9.1, and against
/// one-sided passages where one barrier is far away.
struct DoubleBarrier {
    double spot = 0;        ///< S [USD]
    double lower = 0;       ///< L < S [USD]
    double upper = 0;       ///< U > S [USD]
    double volatility = 0;  ///< sigma [per year^0.5]
    double drift = 0;       ///< mu [per year]

    /// P(U is reached first, by `years`) [1].
    [[nodiscard]] double upper_first(double years) const {
        double const x = from_lower(), a = width();
        double const scale = std::exp(nu() * (a - x) / variance());
        return upper_first_ever() - scale * still_inside(a - x, years);
    }
    /// P(L is reached first, by `years`) [1].
    [[nodiscard]] double lower_first(double years) const {
        double const x = from_lower();
        double const scale = std::exp(-nu() * x / variance());
        return 1 - upper_first_ever() - scale * still_inside(x, years);
    }
    /// P(neither is reached by `years`) [1].
    [[nodiscard]] double neither(double years) const {
        return 1 - upper_first(years) - lower_first(years);
    }
    /// P_U(inf) = (S^k - L^k)/(U^k - L^k), k = -2 nu/sigma^2; x/a for nu = 0 [1].
    [[nodiscard]] double upper_first_ever() const {
        double const k = -2 * nu() / variance();
        if (k == 0) return from_lower() / width();
        return std::expm1(k * from_lower()) / std::expm1(k * width());
    }
    /// E[time at which either is reached], from x + nu E = a P_U(inf); x (a - x)/sigma^2 for nu = 0
    /// [years].
    [[nodiscard]] double mean_exit_years() const {
        double const x = from_lower(), a = width();
        if (nu() == 0) return x * (a - x) / variance();
        return (a * upper_first_ever() - x) / nu();
    }

  private:
    [[nodiscard]] double variance() const { return volatility * volatility; }
    [[nodiscard]] double nu() const { return drift - variance() / 2; }
    [[nodiscard]] double from_lower() const { return std::log(spot / lower); }
    [[nodiscard]] double width() const { return std::log(upper / lower); }

    /// (sigma^2 pi/a^2) sum_n n sin(n pi z/a) e^{-lambda_n T}/lambda_n; for the upper barrier z =
    /// a - x, because (-1)^{n+1} sin(n pi x/a) = sin(n pi (a - x)/a).
    [[nodiscard]] double still_inside(double z, double years) const {
        double const a = width(), pi = std::numbers::pi;
        double const from_drift = nu() * nu() / (2 * variance());
        double const negligible = 1e-20;
        double sum = 0;
        for (int n = 1; n < 1'000'000; ++n) {
            double const frequency = n * pi / a;
            double const lambda = from_drift + frequency * frequency * variance() / 2;
            double const size = n * std::exp(-lambda * years) / lambda;
            sum += size * std::sin(frequency * z);
            if (size < negligible) break;
        }
        return variance() * pi / (a * a) * sum;
    }
};

}  // namespace liq::exact
