// The CUDA backend gives the CPU's totals, integer by integer, for every size of its blocks.
// Skipped without a GPU, unless LIQ_REQUIRE_GPU=1 says that there must be one.
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "kernels/backend.hpp"
#include "tests/support/equal_totals.hpp"
#include "tests/support/whole_model_plans.hpp"

namespace liq::tests {
namespace {

bool gpu_required() {
    char const* required = std::getenv("LIQ_REQUIRE_GPU");
    return required != nullptr && std::string{required} == "1";
}

class GpuEqualsCpu : public ::testing::TestWithParam<NamedPlan> {
  protected:
    /// Nothing where there is no GPU; `why_` says so.
    std::unique_ptr<Backend> gpu(int block_threads) {
        try {
            return make_cuda_backend({.name = "cuda", .block_threads = block_threads});
        } catch (BackendMissing const& missing) {
            why_ = missing.what();
            return nullptr;
        }
    }
    std::string why_;
};

TEST_P(GpuEqualsCpu, ForEveryBlockSize) {
    if (gpu(0) == nullptr) {
        if (gpu_required()) FAIL() << "LIQ_REQUIRE_GPU=1, but " << why_;
        GTEST_SKIP() << why_;
    }
    Plan const& plan = GetParam().plan;
    std::uint64_t const n_paths = paths_of(plan, full_run() ? 1'000'003 : 100'003);
    Totals const expected = simulate(plan, n_paths);
    for (int block_threads : {0, 32, 64, 128, 256, 512}) {
        auto const backend = gpu(block_threads);
        EXPECT_TRUE(same_totals(totals_on(*backend, plan, {0, n_paths}), expected))
            << backend->device() << ", blocks of " << block_threads << " threads";
    }
}

TEST_P(GpuEqualsCpu, ForOddSplitsOfThePathsAndFromAnyFirstPath) {
    if (gpu(0) == nullptr) {
        if (gpu_required()) FAIL() << "LIQ_REQUIRE_GPU=1, but " << why_;
        GTEST_SKIP() << why_;
    }
    Plan const& plan = GetParam().plan;
    PathRange const whole{0xfffffff0u, 5001};
    Totals const expected = totals_on(*make_cpu_backend({}), plan, whole);
    auto const backend = gpu(0);
    Totals totals(plan.layout);
    for (std::uint64_t done = 0; done < whole.count; done += 1667) {
        backend->run(plan, {whole.first + done, std::min<std::uint64_t>(1667, whole.count - done)},
                     totals);
    }
    EXPECT_TRUE(same_totals(totals, expected));
}

INSTANTIATE_TEST_SUITE_P(Plans, GpuEqualsCpu, ::testing::ValuesIn(all_plans_for_bits()),
                         [](auto const& tested) { return test_name_of(tested.param); });

}  // namespace
}  // namespace liq::tests
