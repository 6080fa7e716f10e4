#include "host/validation/scores.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace liq::validation {
namespace {

/// The same, none below the least probability, with the sum 1.
template <std::size_t N>
std::array<double, N> floored(std::array<double, N> probability) {
    for (double& one : probability) one = std::max(one, least_probability);
    double const sum = std::accumulate(probability.begin(), probability.end(), 0.0);
    for (double& one : probability) one /= sum;
    return probability;
}

/// By how much -ln of a counted share is larger in the mean, to second order.
double excess_of_log(double probability, double n) {
    double const p = std::max(probability, 1 / n);
    return (1 - p) / (2 * n * p);
}

}  // namespace

Loss loss_of_race(std::array<double, 3> const& probability, std::size_t happened) {
    Loss loss;
    for (std::size_t i = 0; i < 3; ++i) {
        double const miss = probability[i] - (i == happened ? 1 : 0);
        loss.brier += miss * miss;
    }
    auto const raised = floored(probability);
    loss.log = -std::log(raised[happened]);
    loss.hit = happened == 2 ? loss.log : -std::log(raised[0] + raised[1]);
    loss.direction = loss.log - loss.hit;
    return loss;
}

Loss loss_of_touch(double probability, bool hit) {
    double const miss = probability - (hit ? 1 : 0);
    auto const raised = floored(std::array{probability, 1 - probability});
    double const log = -std::log(raised[hit ? 0 : 1]);
    return {miss * miss, log, log, 0};
}

Chance chance_of(std::span<double const> probability, std::size_t happened, std::uint64_t n_paths) {
    auto const n = static_cast<double>(n_paths);
    Chance chance;
    double mean = 0, squares = 0;  // of the miss of the outcome of a path, over the paths
    for (std::size_t i = 0; i < probability.size(); ++i) {
        double const p = probability[i], miss = p - (i == happened ? 1 : 0);
        chance.excess.brier += p * (1 - p) / (n - 1);
        mean += p * miss;
        squares += p * miss * miss;
    }
    chance.brier_error = 2 * std::sqrt(std::max(0.0, squares - mean * mean) / n);
    bool const is_touch = probability.size() == 1;
    double const last = is_touch ? 1 - probability[0] : probability[2];
    bool const was_hit = is_touch ? happened == 0 : happened != 2;
    chance.excess.hit = excess_of_log(was_hit ? 1 - last : last, n);
    chance.excess.log = is_touch ? chance.excess.hit : excess_of_log(probability[happened], n);
    chance.excess.direction = chance.excess.log - chance.excess.hit;
    return chance;
}

}  // namespace liq::validation
