// The tables of sampling plans.
#include "kernels/sampling_plan.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "models/core/sampling.hpp"

namespace liq::tests {
namespace {

/// The weights of all dimensions, one row for each segment.
std::vector<std::vector<double>> rows_of(SamplingPlan const& plan) {
    int const k = plan.log2_segments, segments = 1 << k;
    std::vector<std::vector<double>> rows;
    for (int segment = 0; segment < segments; ++segment) {
        std::vector<double> row(static_cast<std::size_t>(segments), 0);
        for (int term = 0; term <= k; ++term) {
            int const dimension = term == 0 ? 0 : (segments + segment) >> (k + 1 - term);
            auto const at = static_cast<std::size_t>(segment * (k + 1) + term);
            row[static_cast<std::size_t>(dimension)] = plan.bridge_weights.at(at);
        }
        rows.push_back(row);
    }
    return rows;
}

TEST(BridgeWeights, MakeIndependentSumsWithTheVarianceOfTheirSteps) {
    for (int steps : {1, 2, 3, 5, 31, 32, 33, 90, 1000, 8640, 525'600}) {
        SamplingPlan const plan = plan_sampling({SamplingKind::sobol, 8}, steps);
        auto const rows = rows_of(plan);
        ASSERT_EQ(rows.size(), plan.directions.size() / 32);
        for (std::size_t s = 0; s < rows.size(); ++s) {
            auto const start = [&](std::size_t i) {
                return segment_start(static_cast<int>(i), steps, plan.log2_segments);
            };
            for (std::size_t t = 0; t <= s; ++t) {
                double covariance = 0;
                for (std::size_t i = 0; i < rows.size(); ++i) covariance += rows[s][i] * rows[t][i];
                double const expected = s == t ? start(s + 1) - start(s) : 0;
                EXPECT_NEAR(covariance, expected, 4e-7 * steps) << steps << ": " << s << ", " << t;
            }
        }
    }
}

TEST(BridgeWeights, LetTheFirstDimensionDecideTheSumOfAllSteps) {
    SamplingPlan const plan = plan_sampling({SamplingKind::sobol, 8}, 8640);
    std::vector<double> total(std::size_t{1} << plan.log2_segments);
    for (auto const& row : rows_of(plan)) {
        for (std::size_t i = 0; i < row.size(); ++i) total[i] += row[i];
    }
    EXPECT_NEAR(total[0], std::sqrt(8640), 1e-4);
    for (std::size_t i = 1; i < total.size(); ++i) EXPECT_NEAR(total[i], 0, 1e-4) << i;
}

TEST(Segments, CoverAllStepsAndDifferByAtMostOneStep) {
    for (int steps : {1, 2, 7, 31, 32, 33, 8640, 2'147'483'647}) {
        SamplingPlan const plan = plan_sampling({SamplingKind::sobol, 8}, steps);
        int const k = plan.log2_segments;
        ASSERT_LE(1 << k, steps);
        ASSERT_TRUE(1 << k == most_segments || 2 << k > steps) << "as many as there can be";
        EXPECT_EQ(segment_start(0, steps, k), 0);
        EXPECT_EQ(segment_start(1 << k, steps, k), steps);
        for (int s = 0; s < 1 << k; ++s) {
            int const length = segment_start(s + 1, steps, k) - segment_start(s, steps, k);
            EXPECT_GE(length, steps >> k);
            EXPECT_LE(length, (steps >> k) + 1);
        }
    }
}

struct NoNormals {};

TEST(SamplingPlans, AreForModelsWithNormalsInTheirDiffusion) {
    EXPECT_TRUE(can_be_sampled(GbmParameters{.4}));
    EXPECT_FALSE(DiffusionNormals<NoNormals>);
}

TEST(SamplingPlans, CostNothingWithIndependentPaths) {
    SamplingPlan const plan = plan_sampling({}, 8640);
    EXPECT_EQ(plan.replicates, 0);
    EXPECT_TRUE(plan.bridge_weights.empty());
    EXPECT_TRUE(plan.directions.empty());
    EXPECT_TRUE(plan_sampling({SamplingKind::antithetic, 8}, 8640).directions.empty());
}

}  // namespace
}  // namespace liq::tests
