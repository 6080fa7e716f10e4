/// \file
/// First passages of a double-exponential jump diffusion that is watched continuously.
#pragma once

#include <array>
#include <cmath>
#include <complex>
#include <utility>

#include "models/exact/laplace_inversion.hpp"

namespace liq::exact {

/// u(x) = E[e^{-alpha tau}; first passage, at the upper barrier] solves L u = alpha u inside, so it
/// is a sum of A_i e^{r_i x} over the four roots of
///
///     nu r + sigma^2 r^2/2 + lambda (p/(1 - a r) + (1-p)/(1 + b r) - 1) = alpha,
///
/// nu = mu - c - sigma^2/2. Two of them have a positive and two a negative real part. At a barrier
/// u is continuous, and so is its average over the jumps beyond. That gives four linear equations
/// for two barriers, and two for one. Kou & Wang (2003), First passage times of a jump diffusion
/// process; Sepp (2004), Analytical pricing of double-barrier options under a double-exponential
/// jump diffusion process. The transform is inverted to about 1e-9 in a probability
/// (laplace_inversion.hpp). Tested in tests/exact/closed_forms_kou_test.cpp.
struct KouPassage {
    double volatility = 0;           ///< sigma > 0 [per year^0.5]
    double jump_intensity = 0;       ///< lambda > 0 [per year]
    double jump_up_probability = 0;  ///< p, 0 < p < 1 [1]
    double jump_up_mean = 0;         ///< a < 1 [1]
    double jump_down_mean = 0;       ///< b [1]
    double drift = 0;                ///< mu [per year]

    using Complex = std::complex<double>;

    /// P(the price touches or jumps over a level by `years`) [1].
    [[nodiscard]] double touch(double spot, double level, double years) const {
        double const distance = std::log(level / spot);
        return distribution_from_transform(
            years, [&](Complex alpha) { return one_sided(alpha, distance); });
    }
    /// P(upper is passed before lower, by `years`) [1].
    [[nodiscard]] double upper_first(double spot, double lower, double upper, double years) const {
        double const up = std::log(upper / spot), down = std::log(lower / spot);
        return distribution_from_transform(
            years, [&](Complex alpha) { return two_sided(alpha, down, up, true); });
    }
    /// P(lower is passed before upper, by `years`) [1].
    [[nodiscard]] double lower_first(double spot, double lower, double upper, double years) const {
        double const up = std::log(upper / spot), down = std::log(lower / spot);
        return distribution_from_transform(
            years, [&](Complex alpha) { return two_sided(alpha, down, up, false); });
    }

  private:
    static constexpr int order = 4;
    using Roots = std::array<Complex, order>;
    using Row = std::array<Complex, order + 1>;  ///< coefficients, then the right side

    /// The four roots, those with positive real part first, by Durand and Kerner's iteration.
    [[nodiscard]] Roots roots(Complex alpha) const {
        double const a = jump_up_mean, b = jump_down_mean, p = jump_up_probability;
        double const excess = p / (1 - a) + (1 - p) / (1 + b) - 1, v = volatility * volatility;
        double const nu = drift - jump_intensity * excess - v / 2;
        Complex const rest = -(alpha + jump_intensity);
        // (v/2 r^2 + nu r + rest)(1 + (b - a) r - a b r^2) + lambda (1 + (p b - (1-p) a) r)
        double const c = b - a, d = -a * b, lambda = jump_intensity;
        std::array<Complex, order + 1> const q{
            rest + lambda, nu + rest * c + lambda * (p * b - (1 - p) * a),
            v / 2 + nu * c + rest * d, v / 2 * c + nu * d, v / 2 * d};
        // r = scale z: the product of the z is 1 in size
        double const scale = std::pow(std::abs(q[0] / q[4]), 0.25);
        Roots z{Complex{1, .1}, Complex{.2, 1}, Complex{-1, -.3}, Complex{-.1, -1}};
        for (int round = 0; round < 500; ++round) {
            double moved = 0;
            for (int i = 0; i < order; ++i) {
                Complex value = q[4];
                for (int k = order - 1; k >= 0; --k)
                    value = value * z[i] + q[k] * std::pow(scale, k - order);
                for (int j = 0; j < order; ++j)
                    if (j != i) value /= z[i] - z[j];
                z[i] -= value / q[4];
                moved = std::fmax(moved, std::abs(value / q[4]) / std::abs(z[i]));
            }
            if (moved < 1e-15) break;
        }
        for (int i = 0, front = 0; i < order; ++i)
            if (z[i].real() > 0) std::swap(z[i], z[front++]);
        for (Complex& root : z) root *= scale;
        return z;
    }

    /// Solves the rows by elimination with pivots; returns the sum of the solution times `at_spot`.
    template <int N>
    static Complex solved(std::array<Row, order>& rows, Roots const& at_spot) {
        for (int k = 0; k < N; ++k) {
            for (int i = k + 1; i < N; ++i)
                if (std::abs(rows[i][k]) > std::abs(rows[k][k])) std::swap(rows[i], rows[k]);
            for (int i = 0; i < N; ++i) {
                if (i == k) continue;
                Complex const factor = rows[i][k] / rows[k][k];
                for (int j = k; j <= order; ++j) rows[i][j] -= factor * rows[k][j];
            }
        }
        Complex sum = 0;
        for (int k = 0; k < N; ++k) sum += rows[k][order] / rows[k][k] * at_spot[k];
        return sum;
    }

    /// E[e^{-alpha tau}], where tau is the time of passage over one level at this log distance.
    [[nodiscard]] Complex one_sided(Complex alpha, double distance) const {
        Roots const r = roots(alpha);
        bool const up = distance > 0;
        double const mean = up ? -jump_up_mean : jump_down_mean;
        std::array<Row, order> rows{};
        Roots at_spot{};
        for (int i = 0; i < 2; ++i) {  // those that vanish far from the level
            Complex const root = r[up ? i : i + 2];
            rows[0][i] = 1;
            rows[1][i] = 1.0 / (1.0 + mean * root);
            at_spot[i] = std::exp(-root * distance);
        }
        rows[0][order] = rows[1][order] = 1;
        return solved<2>(rows, at_spot);
    }

    /// E[e^{-alpha tau}; the passage is at the upper (else lower) barrier].
    [[nodiscard]] Complex two_sided(Complex alpha, double down, double up, bool at_upper) const {
        Roots const r = roots(alpha);
        std::array<Row, order> rows{};
        Roots at_spot{};
        for (int i = 0; i < order; ++i) {  // each root's function is 1 at the barrier it grows to
            Complex const at_up = i < 2 ? 1.0 : std::exp(r[i] * (up - down));
            Complex const at_down = i < 2 ? std::exp(-r[i] * (up - down)) : 1.0;
            rows[0][i] = at_up;
            rows[1][i] = at_up / (1.0 - jump_up_mean * r[i]);
            rows[2][i] = at_down;
            rows[3][i] = at_down / (1.0 + jump_down_mean * r[i]);
            at_spot[i] = std::exp(-r[i] * (i < 2 ? up : down));
        }
        int const paid = at_upper ? 0 : 2;
        rows[paid][order] = rows[paid + 1][order] = 1;
        return solved<order>(rows, at_spot);
    }
};

}  // namespace liq::exact
