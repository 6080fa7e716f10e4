#include "kernels/sampling_plan.hpp"

#include <algorithm>
#include <bit>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <type_traits>
#include <variant>

#include "models/core/expect.hpp"
#include "models/core/sampling.hpp"
#include "models/core/sampling_view.hpp"

namespace liq {
namespace {

constexpr int bits_of_a_word = 32;

std::uint32_t reversed(std::uint32_t word) {
    std::uint32_t result = 0;
    for (int bit = 0; bit < bits_of_a_word; ++bit) result |= ((word >> bit) & 1u) << (31 - bit);
    return result;
}

/// The direction numbers of Joe & Kuo (2008). Boost gives points in the order of Gray codes and
/// skips the origin. `seed` stops before the point with the code 2^bit, which is one direction
/// number.
std::vector<std::uint32_t> direction_numbers(std::size_t dimensions) {
    std::vector<std::uint32_t> directions(dimensions * bits_of_a_word);
    boost::random::sobol_engine<std::uint32_t, bits_of_a_word> sequence(dimensions);
    for (int bit = 0; bit < bits_of_a_word; ++bit) {
        sequence.seed(static_cast<std::uint32_t>((std::uint64_t{2} << bit) - 2));
        for (std::size_t i = 0; i < dimensions; ++i) {
            directions[i * bits_of_a_word + static_cast<std::size_t>(bit)] = reversed(sequence());
        }
    }
    return directions;
}

/// The Brownian bridge (Moskowitz & Caflisch 1996; Glasserman 2004, section 3.1), from the root of
/// a binary tree to each segment. Let a span of n steps with sum R be cut into n_l and n_r steps.
/// Then the sum of the left part is R n_l/n + d with d = sqrt(n_l n_r/n) Z, and that of the right
/// part is R n_r/n - d.
std::vector<float> bridge_weights(int steps, int log2_segments) {
    int const segments = 1 << log2_segments;
    int const terms = log2_segments + 1;
    std::vector<float> weights;
    for (int segment = 0; segment < segments; ++segment) {
        std::vector<double> path(static_cast<std::size_t>(terms), 0);
        path[0] = std::sqrt(static_cast<double>(steps));
        int first = 0, last = segments;  // the span is of segments first .. last - 1
        for (int level = 1; level < terms; ++level) {
            int const middle = (first + last) / 2;
            auto const start = [&](int s) { return segment_start(s, steps, log2_segments); };
            double const left = start(middle) - start(first), right = start(last) - start(middle);
            bool const in_left = segment < middle;
            double const share = (in_left ? left : right) / (left + right);
            for (double& weight : path) weight *= share;
            double const deviation = std::sqrt(left * right / (left + right));
            path[static_cast<std::size_t>(level)] = in_left ? deviation : -deviation;
            (in_left ? last : first) = middle;
        }
        for (double weight : path) weights.push_back(static_cast<float>(weight));
    }
    return weights;
}

}  // namespace

bool can_be_sampled(PriceParameters const& model) {
    return std::visit(
        [](auto const& parameters) {
            using Model = PriceModels::ModelOf<std::decay_t<decltype(parameters)>>;
            return DiffusionNormals<typename Model::template Noise<1>>;
        },
        model);
}

SamplingPlan plan_sampling(SamplingParameters const& parameters, int steps) {
    LIQ_EXPECT(steps >= 1);
    SamplingPlan plan;
    plan.kind = parameters.kind;
    if (plan.kind == SamplingKind::independent) return plan;
    LIQ_EXPECT(parameters.replicates >= min_replicates && parameters.replicates <= max_replicates);
    plan.replicates = parameters.replicates;
    if (plan.kind == SamplingKind::antithetic) return plan;

    int const largest = std::min(steps, most_segments);
    plan.log2_segments = std::bit_width(static_cast<unsigned>(largest)) - 1;
    plan.bridge_weights = bridge_weights(steps, plan.log2_segments);
    plan.directions = direction_numbers(std::size_t{1} << plan.log2_segments);
    return plan;
}

}  // namespace liq
