#include "host/estimation/jump_densities.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace liq::estimation {
namespace {

double normal_density(double z) {
    return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

double normal_below(double z) {
    return std::erfc(-z / std::numbers::sqrt2) / 2;
}

/// exp(u^2) erfc(u) for u >= 0.
double scaled_erfc(double u) {
    if (u < 20) return std::exp(u * u) * std::erfc(u);
    double const s = 1 / (u * u);
    return (1 - s / 2 + 0.75 * s * s - 1.875 * s * s * s) / (u * std::sqrt(std::numbers::pi));
}

}  // namespace

std::vector<double> jump_counts(double expected) {
    std::vector<double> probability{std::exp(-expected)};
    double left = -std::expm1(-expected);
    while (left > 1e-12 && probability.size() <= most_jumps) {
        probability.push_back(probability.back() * expected /
                              static_cast<double>(probability.size()));
        left -= probability.back();
    }
    probability.back() += std::max(left, 0.0);
    return probability;
}

NormalJumpMixture::NormalJumpMixture(double mean, double sd, double expected, double jump_mean,
                                     double jump_sd) {
    double n = 0;
    for (double const weight : jump_counts(expected)) {
        parts_.push_back(
            {weight, mean + n * jump_mean, std::sqrt(sd * sd + n * jump_sd * jump_sd)});
        n += 1;
    }
}

double NormalJumpMixture::density(double move) const {
    double sum = 0;
    for (auto const& part : parts_)
        sum += part.weight * normal_density((move - part.mean) / part.sd) / part.sd;
    return sum;
}

double NormalJumpMixture::below(double move) const {
    double sum = 0;
    for (auto const& part : parts_) sum += part.weight * normal_below((move - part.mean) / part.sd);
    return sum;
}

ErlangWeights::ErlangWeights(TwoSidedJumps const& jumps, std::size_t most)
    : up(most + 1, std::vector<double>(most + 1, 0)), down(up) {
    double const p = jumps.up, q = 1 - p, both = jumps.up_mean + jumps.down_mean;
    // Of an exponential part up and one down, the one that is left when the shorter has ended is
    // exponential again: up with probability a/(a + b).
    double const stays_up = jumps.up_mean / both, stays_down = jumps.down_mean / both;
    if (most == 0) return;
    up[1][1] = p;
    down[1][1] = q;
    auto const against = [](std::vector<double>& same, std::vector<double>& other, std::size_t k,
                            double weight, double stays) {
        double left = weight;
        for (std::size_t j = k; j > 0; --j) {
            same[j] += left * stays;
            left *= 1 - stays;
        }
        other[1] += left;
    };
    for (std::size_t n = 1; n < most; ++n)
        for (std::size_t k = 1; k <= n; ++k) {
            up[n + 1][k + 1] += p * up[n][k];
            down[n + 1][k + 1] += q * down[n][k];
            against(up[n + 1], down[n + 1], k, q * up[n][k], stays_up);
            against(down[n + 1], up[n + 1], k, p * down[n][k], stays_down);
        }
}

void NormalPlusErlang::one_side(double move, double side, double part,
                                std::vector<Likelihood>& found) const {
    double const d = side * (move - mean_) / sd_, ratio = sd_ / part;
    double const u = (ratio - d) / std::numbers::sqrt2;
    double const alone = normal_density(d) / sd_;
    // h_k is a^k f_k: h_0 the normal density, h_1 = P(...) e^{s^2/2a^2 - x/a}, and then
    // h_{k+1} = (z h_k + s^2 h_{k-1})/k with z = x - s^2/a, from the parts of the integral.
    double const first = u > 0 ? alone * sd_ * std::sqrt(std::numbers::pi / 2) * scaled_erfc(u)
                               : std::exp(ratio * ratio / 2 - d * ratio) * std::erfc(u) / 2;
    double const z = sd_ * (d - ratio);
    found.assign(most_ + 1, {});
    found[0] = {alone, normal_below(d)};
    double before = alone, now = first, scale = part;
    for (std::size_t k = 1; k <= most_; ++k) {
        found[k].density = std::max(now, 0.0) / scale;
        found[k].below = found[k - 1].below - part * found[k].density;
        double const next = (z * now + sd_ * sd_ * before) / static_cast<double>(k);
        before = now;
        now = next;
        scale *= part;
    }
    if (side > 0) return;
    for (auto& one : found) one.below = 1 - one.below;
}

void NormalPlusErlang::evaluate(double move, std::vector<Likelihood>& up,
                                std::vector<Likelihood>& down) const {
    one_side(move, 1, jumps_.up_mean, up);
    one_side(move, -1, jumps_.down_mean, down);
}

void given_jumps(ErlangWeights const& weights, std::vector<Likelihood> const& up,
                 std::vector<Likelihood> const& down, std::vector<Likelihood>& found) {
    found.assign(weights.up.size(), {});
    found[0] = up[0];
    for (std::size_t n = 1; n < weights.up.size(); ++n)
        for (std::size_t k = 1; k <= n; ++k) {
            found[n].density +=
                weights.up[n][k] * up[k].density + weights.down[n][k] * down[k].density;
            found[n].below += weights.up[n][k] * up[k].below + weights.down[n][k] * down[k].below;
        }
}

}  // namespace liq::estimation
