#include "host/results/error_method.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/plan_builder.hpp"

namespace liq {
namespace {

/// The text for a run of 16 replicates that ended after this many paths.
std::string after(std::uint64_t paths, bool control_variate) {
    Plan const plan = tests::PlanBuilder()
                          .clock(4, tests::hour)
                          .touch(0.01)
                          .sampling(SamplingKind::sobol, 16)
                          .build();
    return results::error_method(tests::simulate(plan, paths), control_variate);
}

bool has(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

TEST(ErrorMethod, NamesTheDegreesOfFreedomOfBothEstimates) {
    EXPECT_PRED2(has, after(64, false), "spread of 16 independent replicates, 95 %");
    EXPECT_PRED2(has, after(64, false), "with 15 degrees of freedom");
    EXPECT_FALSE(has(after(64, false), "control variate"));
    EXPECT_PRED2(has, after(64, true), "with 15 degrees of freedom (with control variate 14)");
    EXPECT_PRED2(has, after(64, true),
                 "they also cover those of Clopper and Pearson for half the paths");
}

TEST(ErrorMethod, CountsOnlyReplicatesThatHavePaths) {
    EXPECT_PRED2(has, after(5, true), "of which 5 have paths, 95 %");
    EXPECT_PRED2(has, after(5, true), "with 4 degrees of freedom (with control variate 3)");
    EXPECT_PRED2(has, after(2, true), "with 1 degree of freedom (no estimate with control");
    EXPECT_PRED2(has, after(1, true), "of which 1 has paths: no standard errors");
    EXPECT_PRED2(has, after(1, true), "no estimate with control variate");
    EXPECT_PRED2(has, after(0, false), "of which 0 have paths: no standard errors");
}

TEST(ErrorMethod, SaysWhatIndependentPathsRestOn) {
    Plan const plan = tests::PlanBuilder().clock(4, tests::hour).touch(0.01).build();
    Totals const totals = tests::simulate(plan, 64);
    EXPECT_EQ(results::error_method(totals, false),
              "independent paths: binomial errors, 95 % intervals of Clopper and Pearson");
    EXPECT_PRED2(has, results::error_method(totals, true),
                 "with control variate: binomial errors in two");
}

}  // namespace
}  // namespace liq
