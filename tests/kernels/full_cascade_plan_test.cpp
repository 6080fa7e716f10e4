// Which plans need the full cascade.
#include "kernels/full_cascade_plan.hpp"

#include <gtest/gtest.h>

namespace liq::tests {
namespace {

Plan with_a_cascade() {
    Plan plan;
    plan.cascade.enabled = true;
    return plan;
}

TEST(FullCascadePlan, APowerLawWithAFrozenBookDoesNotNeedIt) {
    Plan plan = with_a_cascade();
    EXPECT_FALSE(needs_full_cascade(plan));
    plan.withdrawal.sensitivity = .5;
    EXPECT_FALSE(needs_full_cascade(plan));
}

TEST(FullCascadePlan, TablesWallsElasticityALivingBookAndTheWaterfallNeedIt) {
    Plan table = with_a_cascade(), walls = table, elastic = table, living = table, paid = table;
    table.depth.points = 3;
    walls.walls = {{-.1f, 1e8f, 0}};
    elastic.withdrawal.volatility_elasticity = .5;
    living.cascade.book = BookKind::living;
    paid.waterfall.enabled = true;
    for (Plan* plan : {&table, &walls, &elastic, &living, &paid}) {
        EXPECT_TRUE(needs_full_cascade(*plan));
        plan->cascade.enabled = false;
        EXPECT_FALSE(needs_full_cascade(*plan));
    }
}

}  // namespace
}  // namespace liq::tests
