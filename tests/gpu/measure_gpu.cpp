// Prints as JSON what a batch costs on the card: the first one, with the CUDA context; one of a
// single path, with and without sending tables; path-steps/s by block and batch size.
// tools/gpu-check runs it. Exits with 4 where there is no card.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <vector>

#include "kernels/backend.hpp"
#include "tests/support/plans_for_bits.hpp"

namespace liq::tests {
namespace {

double seconds_of(std::function<void()> const& work) {
    auto const start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(int repetitions, std::function<void()> const& work) {
    std::vector<double> seconds;
    for (int i = 0; i < repetitions; ++i) seconds.push_back(seconds_of(work));
    std::sort(seconds.begin(), seconds.end());
    return seconds[seconds.size() / 2];
}

void run(Backend& backend, Plan const& plan, std::uint64_t paths) {
    Totals totals(plan.layout);
    backend.run(plan, {0, paths}, totals);
}

void measure_overheads(std::vector<NamedPlan> const& plans) {
    Plan const& plan = plans.front().plan;
    std::unique_ptr<Backend> backend;
    double const context = seconds_of([&] {
        backend = make_cuda_backend({.name = "cuda"});
        run(*backend, plan, 1);
    });
    double const kept = median(101, [&] { run(*backend, plan, 1); });
    double const sent = median(101, [&] {
        run(*backend, plans.back().plan, 1);
        run(*backend, plan, 1);
    });
    std::printf("{\n\"device\": \"%s\",\n\"context_and_first_batch_s\": %.6f,\n",
                backend->device().c_str(), context);
    std::printf("\"batch_of_one_path_s\": %.6f,\n\"two_batches_with_tables_sent_s\": %.6f,\n", kept,
                sent);
}

void measure_rates(NamedPlan const& named, bool first) {
    for (int block : {64, 128, 256, 512}) {
        auto const backend = make_cuda_backend({.name = "cuda", .block_threads = block});
        for (std::uint64_t paths : {10'000u, 100'000u, 1'000'000u, 4'000'000u}) {
            double const seconds = median(5, [&] { run(*backend, named.plan, paths); });
            std::printf(
                "%s{\"plan\": \"%s\", \"block\": %d, \"paths\": %llu, \"seconds\": %.6f, "
                "\"path_steps_per_second\": %.4g}",
                first ? "" : ",\n", test_name_of(named).c_str(), block,
                static_cast<unsigned long long>(paths), seconds,
                static_cast<double>(paths) * named.plan.steps / seconds);
            first = false;
        }
    }
}

}  // namespace
}  // namespace liq::tests

int main() {
    using namespace liq;
    try {
        auto const plans = tests::plans_for_bits();
        tests::measure_overheads(plans);
        std::printf("\"rates\": [\n");
        for (auto const& named : plans) tests::measure_rates(named, &named == &plans.front());
        std::printf("]\n}\n");
    } catch (BackendMissing const& missing) {
        std::fprintf(stderr, "%s\n", missing.what());
        return 4;
    }
    return 0;
}
