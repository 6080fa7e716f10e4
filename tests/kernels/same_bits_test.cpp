// The totals of a plan are the same integers for every number of threads, lane width, instruction
// set and split of the paths.
#include <gtest/gtest.h>

#include <algorithm>

#include <memory>

#include "kernels/backend.hpp"
#include "kernels/cpu/tile_engine.hpp"
#include "tests/support/bits.hpp"
#include "tests/support/equal_totals.hpp"
#include "tests/support/whole_model_plans.hpp"

namespace liq::tests {
namespace {

std::uint64_t n_paths(Plan const& plan) {
    return paths_of(plan, full_run() ? 100'003 : 2503);
}

Totals totals_with(BackendChoice const& choice, Plan const& plan) {
    return totals_on(*make_cpu_backend(choice), plan, {0, n_paths(plan)});
}

class SameBitsOn : public ::testing::TestWithParam<std::string> {};

// Compared with one thread that takes one path at a time, in the instruction set that every
// processor has.
TEST_P(SameBitsOn, EveryLaneWidthOfThisInstructionSet) {
    std::string const& instructions = GetParam();
    std::string const plainest = tile_engines().back().instructions;
    for (TileEngine const& engine : tile_engines()) {
        if (engine.instructions != instructions || engine.supported()) continue;
        EXPECT_THROW(make_cpu_backend({.instructions = instructions}), BackendMissing);
        GTEST_SKIP() << "this processor lacks " << instructions;
    }
    for (auto const& [name, plan] : all_plans_for_bits()) {
        Totals const expected =
            totals_with({.threads = 1, .instructions = plainest, .lanes = 1}, plan);
        ASSERT_EQ(expected.paths(), n_paths(plan));
        for (int lanes : {1, 8, 32}) {
            BackendChoice const choice{.threads = 2, .instructions = instructions, .lanes = lanes};
            EXPECT_TRUE(same_totals(totals_with(choice, plan), expected))
                << name << ": " << instructions << ", " << lanes << " lanes";
        }
    }
}

std::vector<std::string> instruction_sets() {
    std::vector<std::string> names;
    for (TileEngine const& engine : tile_engines()) names.emplace_back(engine.instructions);
    return names;
}

INSTANTIATE_TEST_SUITE_P(InstructionSets, SameBitsOn, ::testing::ValuesIn(instruction_sets()),
                         [](auto const& tested) { return tested.param; });

class SameBits : public ::testing::TestWithParam<NamedPlan> {
  protected:
    [[nodiscard]] Plan const& plan() const { return GetParam().plan; }
    [[nodiscard]] Totals with(BackendChoice const& choice) const {
        return totals_with(choice, plan());
    }
};

TEST_P(SameBits, ForEveryNumberOfThreads) {
    Totals const expected = with({.threads = 1});
    for (int threads : {2, 7}) {
        EXPECT_TRUE(same_totals(with({.threads = threads}), expected)) << threads << " threads";
    }
}

TEST_P(SameBits, ForEverySplitOfThePathsIntoBatches) {
    auto const backend = make_cpu_backend({.threads = 2});
    Totals const expected = totals_on(*backend, plan(), {0, n_paths(plan())});
    std::uint64_t const n = n_paths(plan());
    for (std::uint64_t batch : {1001u, 97u, 33u}) {
        Totals into_one(plan().layout), added(plan().layout);
        for (std::uint64_t first = 0; first < n; first += batch) {
            PathRange const range{first, std::min(batch, n - first)};
            backend->run(plan(), range, into_one);
            if (batch == 97) added.add(totals_on(*backend, plan(), range));
        }
        EXPECT_TRUE(same_totals(into_one, expected)) << "batches of " << batch;
        if (batch == 97) {
            EXPECT_TRUE(same_totals(added, expected)) << "totals of batches, added";
        }
    }
}

TEST_P(SameBits, NotForAnotherSeedOrOtherPaths) {
    Plan other = plan();
    other.seed += 1;
    auto const backend = make_cpu_backend({});
    Totals const here = totals_on(*backend, plan(), {0, 500});
    EXPECT_FALSE(totals_on(*backend, other, {0, 500}) == here);
    EXPECT_FALSE(totals_on(*backend, plan(), {500, 500}) == here);
    EXPECT_NE(hash_of(totals_on(*backend, other, {0, 500})), hash_of(here));
}

/// Two averages cannot first cross to the side on which they are already.
bool possible(Plan const& plan, int outcome) {
    return std::ranges::none_of(plan.crosses, [&](Cross const& cross) {
        return outcome == (cross.sign > 0 ? cross.golden : cross.death) && cross.sign != 0;
    });
}

TEST_P(SameBits, OfPathsOnWhichCascadesDecide) {
    std::uint64_t const n = 4003;  // enough for the rarest outcome
    Totals const totals = totals_on(*make_cpu_backend({}), plan(), {0, n});
    std::uint64_t caused = 0;
    for (int i = 0; i < plan().layout.n_outcomes; ++i) {
        caused += totals.outcome(i, TotalsLayout::only_with);
        if (plan().price.initial_jump == 0 && possible(plan(), i)) {
            EXPECT_GT(totals.outcome(i, TotalsLayout::hits), 0u) << "outcome " << i;
        }
    }
    if (plan().cascade.enabled) {
        EXPECT_GT(caused, n / 50);
        EXPECT_LT(caused, n * static_cast<std::uint64_t>(plan().layout.n_outcomes) / 2);
    } else {
        EXPECT_EQ(caused, 0u);
    }
}

INSTANTIATE_TEST_SUITE_P(Plans, SameBits, ::testing::ValuesIn(all_plans_for_bits()),
                         [](auto const& tested) { return test_name_of(tested.param); });

TEST(SameBitsOfPlans, AreOfPlansThatDiffer) {
    auto const plans = all_plans_for_bits();
    std::vector<std::uint64_t> hashes;
    for (auto const& named : plans) hashes.push_back(hash_of(simulate(named.plan, 1000)));
    std::sort(hashes.begin(), hashes.end());
    EXPECT_EQ(std::adjacent_find(hashes.begin(), hashes.end()), hashes.end());
}

TEST(CpuBackend, RefusesAnInstructionSetThatIsNotBuiltWithTheNamesOfThoseThatAre) {
    try {
        make_cpu_backend({.instructions = "mmx"});
        FAIL() << "no error";
    } catch (BackendMissing const& missing) {
        std::string const text = missing.what();
        EXPECT_NE(text.find("'mmx'"), std::string::npos) << text;
        for (TileEngine const& engine : tile_engines()) {
            EXPECT_NE(text.find(engine.instructions), std::string::npos) << text;
        }
    }
}

}  // namespace
}  // namespace liq::tests
