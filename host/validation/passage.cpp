#include "host/validation/passage.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "models/exact/double_barrier.hpp"
#include "models/exact/one_sided_passage.hpp"

namespace liq::validation {
namespace {

constexpr double negligible = 1e-18;

/// Passages of the level at `near` before the one on the other side, `far` away from it in all.
double first_by_images(double variance, double drift, double near, double far) {
    double const width = near + far;
    double sum = 0;
    for (int k = 0; k < 1'000; ++k) {
        // A path that passes an image weighs as its mirror image does, which has another drift.
        auto const passes = [&](double level) {
            return std::exp(drift * (near - level) / variance) *
                   touch_probability(variance, drift, level);
        };
        double const counted = passes(near + 2 * k * width);
        sum += counted - passes(2 * (k + 1) * width - near);
        if (counted < negligible) break;
    }
    return sum;
}

/// He_n(z)/sqrt(n!) and the same of order n - 1.
struct Hermite {
    double value = 1, before = 0;
    Hermite(int n, double z) {
        for (int k = 0; k < n; ++k) {
            double const next =
                (z * value - std::sqrt(static_cast<double>(k)) * before) / std::sqrt(k + 1.0);
            before = value;
            value = next;
        }
    }
};

/// The zero of order n between two zeros of order n - 1, by bisection.
double zero_between(int n, double low, double high) {
    bool const rises = Hermite(n, high).value > 0;
    for (int halving = 0; halving < 200 && low < high; ++halving) {
        double const middle = low + (high - low) / 2;
        if (middle == low || middle == high) break;
        ((Hermite(n, middle).value > 0) == rises ? high : low) = middle;
    }
    return low + (high - low) / 2;
}

NormalNodes computed_nodes() {
    constexpr int n = NormalNodes::n;
    std::vector<double> zeros;
    for (int order = 1; order <= n; ++order) {
        double const beyond = 2 * std::sqrt(order + 1.0);
        std::vector<double> bounds{-beyond};
        bounds.insert(bounds.end(), zeros.begin(), zeros.end());
        bounds.push_back(beyond);
        zeros.clear();
        for (std::size_t i = 1; i < bounds.size(); ++i)
            zeros.push_back(zero_between(order, bounds[i - 1], bounds[i]));
    }
    NormalNodes nodes;
    for (std::size_t i = 0; i < NormalNodes::n; ++i) {
        double const before = Hermite(n, zeros[i]).before;
        nodes.z[i] = zeros[i];
        nodes.weight[i] = 1 / (n * before * before);
    }
    return nodes;
}

}  // namespace

RaceProbability race_by_images(double variance, double drift, double up, double down) {
    return {first_by_images(variance, drift, up, down),
            first_by_images(variance, -drift, down, up)};
}

RaceProbability race_by_sines(double variance, double drift, double up, double down) {
    exact::DoubleBarrier const barrier{.spot = 1,
                                       .lower = std::exp(-down),
                                       .upper = std::exp(up),
                                       .volatility = std::sqrt(variance),
                                       .drift = drift + variance / 2};
    return {barrier.upper_first(1), barrier.lower_first(1)};
}

RaceProbability race_probability(double variance, double drift, double up, double down) {
    double const width = up + down;
    return variance < images_below * width * width ? race_by_images(variance, drift, up, down)
                                                   : race_by_sines(variance, drift, up, down);
}

double touch_probability(double variance, double drift, double level) {
    return exact::touch_probability(1, std::exp(level), std::sqrt(variance), drift + variance / 2,
                                    1);
}

VarianceLaw VarianceLaw::lognormal(double mean, double deviation, double tilt) {
    VarianceLaw law;
    law.tilt = tilt;
    auto const& nodes = normal_nodes();
    for (std::size_t i = 0; i < NormalNodes::n; ++i) {
        law.variance.push_back(std::exp(mean + deviation * nodes.z[i]));
        law.weight.push_back(nodes.weight[i]);
    }
    return law;
}

RaceProbability race_probability(VarianceLaw const& law, double up, double down) {
    RaceProbability sum;
    for (std::size_t i = 0; i < law.variance.size(); ++i) {
        double const variance = law.variance[i];
        auto const given = race_probability(variance, law.tilt * variance, up, down);
        sum.up += law.weight[i] * given.up;
        sum.down += law.weight[i] * given.down;
    }
    return sum;
}

double touch_probability(VarianceLaw const& law, double level) {
    double sum = 0;
    for (std::size_t i = 0; i < law.variance.size(); ++i)
        sum +=
            law.weight[i] * touch_probability(law.variance[i], law.tilt * law.variance[i], level);
    return std::clamp(sum, 0.0, 1.0);
}

NormalNodes const& normal_nodes() {
    static NormalNodes const nodes = computed_nodes();
    return nodes;
}

}  // namespace liq::validation
