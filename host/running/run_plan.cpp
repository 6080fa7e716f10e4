#include "host/running/run_plan.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <new>

namespace liq {
namespace {

/// What a batch should take, so that Ctrl-C is answered well within a second [s].
constexpr double batch_seconds = 0.25;
/// Path-steps of the first batch, before the rate is known: at most a tenth of a second on one slow
/// core, enough to fill a card.
constexpr double first_cpu_batch = 2e6;
constexpr double first_cuda_batch = 5e9;

}  // namespace

RunResult run_plan(Plan const& plan, std::uint64_t paths, Backend& backend,
                   std::function<bool()> const& stop,
                   std::function<void(Progress const&)> const& report) {
    using Clock = std::chrono::steady_clock;
    RunResult result{Totals(plan.layout), 0, {}};
    double const first = backend.name() == "cuda" ? first_cuda_batch : first_cpu_batch;
    double wanted = first / plan.steps;
    std::uint64_t done = 0;
    while (done < paths && !stop()) {
        auto const batch =
            std::min(paths - done, static_cast<std::uint64_t>(std::max(1.0, wanted)));
        auto const start = Clock::now();
        try {
            backend.run(plan, {done, batch}, result.totals);
        } catch (std::bad_alloc const&) {
            result.failure = "out of memory";
            return result;
        } catch (std::exception const& error) {
            result.failure = error.what();
            return result;
        }
        double const took = std::chrono::duration<double>(Clock::now() - start).count();
        result.seconds += took;
        done += batch;
        // At most four times the last batch: the first rates are those of a cold machine.
        double const by_rate = static_cast<double>(batch) * batch_seconds / std::max(took, 1e-9);
        wanted = std::min(by_rate, 4.0 * static_cast<double>(batch));
        report({done, paths, plan.steps, result.seconds, &result.totals});
    }
    return result;
}

}  // namespace liq
