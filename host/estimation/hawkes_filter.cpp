#include "host/estimation/hawkes_filter.hpp"

#include <algorithm>
#include <cmath>

namespace liq::estimation {
namespace {

constexpr std::size_t n_points = 32;
constexpr std::size_t most_told_apart = 8;

/// Consul's generalised Poisson law: clusters by Poisson, each with the total progeny of a jump
/// that causes `within` others.
double count_probability(std::size_t n, double clusters, double within) {
    if (n == 0) return std::exp(-clusters);
    auto const count = static_cast<double>(n);
    double const mean = clusters + count * within;
    return std::exp(std::log(clusters) + (count - 1) * std::log(mean) - mean -
                    std::lgamma(count + 1));
}

}  // namespace

HawkesFilter::HawkesFilter(JumpIntensity const& intensity, double usual_years)
    : intensity_(intensity) {
    double const mean = intensity.stationary() - intensity.base;
    double const sd =
        intensity.self_excitation *
        std::sqrt(intensity.stationary() / (2 * (intensity.decay - intensity.self_excitation)));
    double const widest = mean + 8 * sd + 6 * intensity.self_excitation;
    for (std::size_t j = 0; j < n_points; ++j) {
        double const at = static_cast<double>(j) / (n_points - 1);
        excess_.push_back(widest * at * at);
    }
    double const busy = (intensity.stationary() + 4 * sd) * usual_years;
    most_ = std::clamp<std::size_t>(jump_counts(busy).size() / 2 + 1, 2, most_told_apart);
    weight_.assign(n_points, 0);
    auto const above =
        static_cast<std::size_t>(std::ranges::upper_bound(excess_, mean) - excess_.begin());
    double const share = (mean - excess_[above - 1]) / (excess_[above] - excess_[above - 1]);
    weight_[above - 1] = 1 - share;
    weight_[above] = share;
    next_.resize(n_points);
}

HawkesFilter::Step HawkesFilter::made_step(double years) const {
    auto const [base, gain, decay] = intensity_;
    double const net = decay - gain, limit = base * decay / net;
    double const kept = std::exp(-decay * years), lost = -std::expm1(-decay * years);
    double const reached = -std::expm1(-net * years) / net;
    Step step;
    for (double const excess : excess_) {
        double const clusters = base * years + excess * lost / decay;
        double const mean = limit * years + (base + excess - limit) * reached;
        double const within = std::max(0.0, 1 - clusters / mean);
        double left = 1;
        for (std::size_t n = 0; n <= most_; ++n) {
            double const here =
                n == most_ ? left : std::min(left, count_probability(n, clusters, within));
            left -= here;
            double const to =
                std::min(excess * kept + static_cast<double>(n) * gain * lost / (decay * years),
                         excess_.back());
            auto const above = std::clamp<std::size_t>(
                static_cast<std::size_t>(std::ranges::upper_bound(excess_, to) - excess_.begin()),
                1, n_points - 1);
            step.probability.push_back(here);
            step.to.push_back(above - 1);
            step.share.push_back((to - excess_[above - 1]) / (excess_[above] - excess_[above - 1]));
        }
    }
    return step;
}

HawkesFilter::Step const& HawkesFilter::step_of(double years) {
    auto const found = steps_.find(years);
    if (found != steps_.end()) return found->second;
    return steps_.emplace(years, made_step(years)).first->second;
}

Likelihood HawkesFilter::observe(double years, std::vector<Likelihood> const& given) {
    Step const& step = step_of(years);
    std::ranges::fill(next_, 0);
    Likelihood all;
    std::size_t at = 0;
    for (double const weight : weight_)
        for (std::size_t n = 0; n <= most_; ++n, ++at) {
            double const before = weight * step.probability[at];
            double const seen = before * given[n].density;
            all.density += seen;
            all.below += before * given[n].below;
            next_[step.to[at]] += seen * (1 - step.share[at]);
            next_[step.to[at] + 1] += seen * step.share[at];
        }
    if (all.density > 0)
        for (std::size_t j = 0; j < n_points; ++j) weight_[j] = next_[j] / all.density;
    return all;
}

double HawkesFilter::mean() const {
    double sum = intensity_.base;
    for (std::size_t j = 0; j < n_points; ++j) sum += weight_[j] * excess_[j];
    return sum;
}

double HawkesFilter::sd() const {
    double const centre = mean() - intensity_.base;
    double sum = 0;
    for (std::size_t j = 0; j < n_points; ++j)
        sum += weight_[j] * (excess_[j] - centre) * (excess_[j] - centre);
    return std::sqrt(sum);
}

}  // namespace liq::estimation
