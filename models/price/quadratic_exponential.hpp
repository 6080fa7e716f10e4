/// \file
/// Andersen's quadratic-exponential scheme for a square-root variance, with the martingale
/// correction of the price (Andersen 2008, J. Comp. Finance 11(3), sections 3.2.4 and 4.2).
///
/// In his terms: where psi = s^2/m^2 <= 3/2, v' is a (b + Z)^2; otherwise v' is 0 with probability
/// p, and else exponential with rate beta. The price moves by
///     (mu dt) + K0* + K1 v + K2 v' + sqrt(K3 v + K4 v') Z,   K3 = K4 = h = (1 - rho^2) dt/2,
/// K0* = -ln M - (K1 + K3/2) v with M = E[exp(A v')], A = K2 + K4/2. Terms as large as rho v/xi
/// cancel in that sum. At steps of a minute single precision loses too many digits there. Writing
/// ln M = A m + G cancels them beforehand:
///     (mu dt) + K2 (v' - m) - h/2 (v + m) - G + sqrt(h (v + v')) Z,
///     quadratic:    v' - m = a (2 b Z + Z^2 - 1),  G = A (m - a) r/(1 - r) - L(-r)/2,  r = 2 A a,
///     exponential:  G = A m q/(1 - q) + L(A m/(1 - q)),  q = A/beta,
/// with L(f) = ln(1 + f) - f. Where r or q reaches 1, M is infinite. The step then takes the
/// uncorrected K0 = -rho kappa theta dt/xi, as the author proposes.
#pragma once

#include <cmath>
#include <cstdint>

#include "models/core/choice.hpp"
#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/price/variance_draw.hpp"

namespace liq::inline LIQ_TARGET {

class QuadraticExponential {
  public:
    /// \param p  has the members of HestonParameters
    template <class P>
    QuadraticExponential(P const& p, double drift, double dt) {
        double const kappa = p.mean_reversion, theta = p.long_run_variance;
        double const xi = p.vol_of_variance, rho = p.correlation;
        double const lost = -exp_less_1(-kappa * dt > -500 ? -kappa * dt : -500);
        double const kept = 1 - lost;
        double const half_k = 0.5 * dt * (kappa * rho / xi - 0.5);
        double const h = 0.5 * dt * (1 - rho * rho);
        theta_ = static_cast<float>(theta);
        lost_ = static_cast<float>(lost);
        spread_slope_ = static_cast<float>(xi * xi * kept * lost / kappa);
        spread_ = static_cast<float>(theta * xi * xi * lost * lost / (2 * kappa));
        k2_ = static_cast<float>(half_k + rho / xi);
        a_ = static_cast<float>(half_k + rho / xi + 0.5 * h);
        h_ = static_cast<float>(h);
        drift_ = static_cast<float>(drift * dt);
        plain_ = static_cast<float>(rho * kappa * theta * dt / xi);
        plain_gap_ = static_cast<float>(-rho / xi * lost);
        plain_sum_ = static_cast<float>(-half_k - 0.5 * h);
    }

    /// One step of the variance. Both branches are computed; one is chosen.
    LIQ_HD VarianceMove advance(float v, VarianceDraw const& draw) const {
        Moments const at = moments(v);
        float const m = at.mean, inverse = at.inverse;
        Choice const quadratic(inverse >= least_quadratic);

        // a = m/(1 + b^2), and 1/beta = m/(1 - p) with 1 - p = 2/(psi + 1)
        float const alive = 2.0f * inverse / (inverse + 2.0f);
        float const scale = m / quadratic.of(at.one_plus_b2, alive);
        float const quadratic_gap = scale * squared_less_1(at.one_plus_b2, draw.normal);
        float const log_ratio = log_e(alive / draw.upper_tail);
        float const exponential = log_ratio > 0.0f ? log_ratio * scale : 0.0f;

        VarianceMove move;
        move.mean = m;
        move.unexpected = quadratic.of(quadratic_gap, exponential - m);
        float const sum = m + quadratic_gap;
        move.after = quadratic.of(sum > 0.0f ? sum : 0.0f, exponential);
        move.correction = correction(m, scale, quadratic, at.gap, v + m);
        return move;
    }

    /// The same step with the same bits if psi <= 3/2 and M is finite: nearly always, where steps
    /// are short. It takes half the time. Else `usual` becomes 0 and the move has no meaning.
    LIQ_HD VarianceMove advance_usually(float v, float normal, std::uint32_t& usual) const {
        Moments const at = moments(v);
        float const m = at.mean, scale = m / at.one_plus_b2;
        VarianceMove move;
        move.mean = m;
        move.unexpected = scale * squared_less_1(at.one_plus_b2, normal);
        float const sum = m + move.unexpected;
        move.after = sum > 0.0f ? sum : 0.0f;
        float const r = 2.0f * a_ * scale;
        float const by_rest = 1.0f / (1.0f - r);
        move.correction = fused(-0.5f, log1p_less(-r), a_ * (m - scale) * r * by_rest);
        usual = static_cast<std::uint32_t>(at.inverse >= least_quadratic) &
                static_cast<std::uint32_t>(r < 1.0f);
        return move;
    }

    /// The log increment of the price in that step.
    LIQ_HD float increment(float v, VarianceMove const& move, float normal) const {
        float const diffusion = square_root(h_ * (v + move.after));
        float const ito = fused(-0.5f * h_, v + move.mean, drift_ - move.correction);
        return fused(diffusion, normal, fused(k2_, move.unexpected, ito));
    }

  private:
    static constexpr float least_quadratic = 4.0f / 3.0f;  ///< of 2/psi

    struct Moments {
        float gap;          ///< theta - v
        float mean;         ///< m
        float inverse;      ///< 2/psi
        float one_plus_b2;  ///< of the quadratic branch
    };
    LIQ_HD Moments moments(float v) const {
        float const gap = theta_ - v;
        float const m = fused(gap, lost_, v);
        float const inverse = 2.0f * m * m / fused(v, spread_slope_, spread_);
        float const less_1 = inverse < 1.0f ? 0.0f : inverse - 1.0f;
        return {gap, m, inverse, inverse + square_root(inverse * less_1)};
    }

    /// (b + Z)^2 - 1 - b^2
    LIQ_HD static float squared_less_1(float one_plus_b2, float z) {
        float const b = square_root(one_plus_b2 < 1.0f ? 0.0f : one_plus_b2 - 1.0f);
        return fused(z, fused(2.0f, b, z), -1.0f);
    }

    LIQ_HD float correction(float m, float scale, Choice const& quadratic, float gap,
                            float sum) const {
        float const share = quadratic.of(2.0f * a_, a_) * scale;  // r or q
        Choice const finite(share < 1.0f);
        float const by_rest = 1.0f / finite.of(1.0f - share, 1.0f);
        float const size = a_ * quadratic.of(m - scale, m);
        float const f = quadratic.of(-share, a_ * m * by_rest);
        float const weight = quadratic.of(-0.5f, 1.0f);
        float const g = fused(weight, log1p_less(finite.of(f, 0.0f)), size * share * by_rest);
        float const plain = fused(plain_gap_, gap, fused(plain_sum_, sum, plain_));
        return finite.of(g, plain);
    }

    float theta_;
    float lost_;          ///< 1 - exp(-kappa dt)
    float spread_slope_;  ///< s^2 = spread_ + spread_slope_ v
    float spread_;
    float k2_;
    float a_;                              ///< A = K2 + K4/2
    float h_;                              ///< K3 = K4
    float drift_;                          ///< of one step
    float plain_, plain_gap_, plain_sum_;  ///< G where M is infinite
};

}  // namespace liq::inline LIQ_TARGET
