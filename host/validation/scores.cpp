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

}  // namespace liq::validation
