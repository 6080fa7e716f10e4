/// \file
/// Mean and variance of the number of jumps of a Hawkes process with an exponential kernel.
#pragma once

#include <cmath>

namespace liq::exact {

struct CountMoments {
    double mean = 0;      ///< [1]
    double variance = 0;  ///< [1]
};

/// d lambda = beta (lambda_inf - lambda) dt + alpha dN. With delta = beta - alpha > 0, E lambda and
/// the second moments solve linear equations:
///
///     E' = beta lambda_inf - delta E,     V' = -2 delta V + alpha^2 E     (V = Var lambda),
///     C' = -delta C + V + alpha E,        Var N' = E + 2 C                (C = Cov(lambda, N)).
///
/// Dassios & Zhao (2011), A dynamic contagion process; Da Fonseca & Zaatour (2014), Hawkes process:
/// fast calibration, application to trade clustering and diffusive limit. Tested in
/// tests/exact/closed_forms_hawkes_test.cpp.
struct HawkesMoments {
    double base_intensity = 0;     ///< lambda_inf [per year]
    double initial_intensity = 0;  ///< lambda_0 [per year]
    double self_excitation = 0;    ///< alpha < beta [per year]
    double decay = 0;              ///< beta [per year]

    /// The moments of N_T, in continuous time.
    [[nodiscard]] CountMoments count(double years) const {
        double const delta = decay - self_excitation, alpha = self_excitation;
        double const a = decay * base_intensity / delta, b = initial_intensity - a;
        double const e = std::exp(-delta * years), gone = -std::expm1(-delta * years) / delta;
        double const gone2 = -std::expm1(-2 * delta * years) / (2 * delta);
        double const mean = a * years + b * gone;
        double const from_a = alpha * alpha * a / (2 * delta), from_b = alpha * alpha * b / delta;
        double const constant = from_a + alpha * a, once = from_b + alpha * b;
        double const twice = -from_a - from_b;  // V + alpha E, by powers of exp(-delta t)
        double const covariance = constant * (years - gone) / delta +
                                  once * (gone - years * e) / delta +
                                  twice * (gone - gone2) / delta;
        return {mean, mean + 2 * covariance};
    }
    /// The moments of the number of jumps of the scheme in steps (models/law.md 2): N ~
    /// Poisson(lambda dt) in a step, then lambda decays over the step and gains alpha N. Exact, by
    /// recursion over the steps.
    [[nodiscard]] CountMoments count_in_steps(int steps, double step_years) const {
        double const dt = step_years, kept = std::exp(-decay * dt);
        double const carried = kept + self_excitation * dt;
        double mean = initial_intensity, variance = 0, covariance = 0;
        CountMoments total;
        for (int step = 0; step < steps; ++step) {
            total.mean += mean * dt;
            total.variance += 2 * dt * covariance + dt * dt * variance + mean * dt;
            covariance =
                carried * covariance + carried * dt * variance + self_excitation * mean * dt;
            variance = carried * carried * variance + self_excitation * self_excitation * mean * dt;
            mean = base_intensity * (1 - kept) + carried * mean;
        }
        return total;
    }
};

}  // namespace liq::exact
