#include "host/running/run_plan.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <new>

#include "kernels/cpu/tile_engine.hpp"
#include "kernels/full_cascade_plan.hpp"

namespace liq {
namespace {

/// What a batch should take, so that Ctrl-C is answered well within a second [s].
constexpr double batch_seconds = 0.25;
/// What it may take at most where shorter ones would waste the machine [s].
constexpr double longest_batch_seconds = 0.7;
/// A path takes at least this many times as long alone as in a tile with all lanes in use.
constexpr double gain_of_lanes = 3;
/// Path-steps of the first batch, before the rate is known: at most a tenth of a second on one slow
/// core, enough to fill a card.
constexpr double first_cpu_batch = 2e6;
/// The same where every step may settle a full cascade: a violent one takes 5 us a path-step.
constexpr double first_full_cpu_batch = 2e4;
constexpr double first_cuda_batch = 5e9;

/// Sizes of batches, from what the last one took.
class BatchSizes {
  public:
    BatchSizes(Backend const& backend, Plan const& plan)
        : on_card_(backend.name() == "cuda"),
          first_(std::max(1.0, (on_card_                   ? first_cuda_batch
                                : needs_full_cascade(plan) ? first_full_cpu_batch
                                                           : first_cpu_batch) /
                                   plan.steps)),
          full_(on_card_ ? first_ : double{default_lanes} * backend.threads()) {}

    /// Whole tiles, or every later batch would begin within one.
    [[nodiscard]] double first() const {
        return first_ < full_ ? first_ : std::floor(first_ / full_) * full_;
    }

    [[nodiscard]] double after(double batch, double seconds) const {
        double const a_path = std::max(seconds, 1e-9) / batch;
        // At most four times the last batch: the first rates are those of a cold machine.
        double const wanted = std::max(1.0, std::min(batch_seconds / a_path, 4 * batch));
        if (wanted >= full_) return std::floor(wanted / full_) * full_;
        // Fewer paths take a card as long; of a processor they leave lanes and threads idle.
        double const gain = batch < full_ ? gain_of_lanes : 1.0;
        if (on_card_ || full_ * a_path / gain <= longest_batch_seconds) return full_;
        return wanted;
    }

  private:
    bool on_card_;
    double first_;
    double full_;  ///< paths that keep all lanes of all threads busy
};

}  // namespace

RunResult run_plan(Plan const& plan, Goal const& goal, Backend& backend,
                   std::function<bool()> const& stop,
                   std::function<void(Progress const&)> const& report) {
    using Clock = std::chrono::steady_clock;
    RunResult result{Totals(plan.layout), 0, {}, goal.paths == 0};
    BatchSizes const sizes(backend, plan);
    double wanted = sizes.first();
    std::uint64_t done = 0;
    while (!result.done && !stop()) {
        std::uint64_t const look = goal.enough ? goal.looks.after(done) : goal.paths;
        std::uint64_t const stage = std::min(look, goal.paths);
        auto const batch = std::min(stage - done, static_cast<std::uint64_t>(wanted));
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
        // The end of a stage may cut a batch to a few paths, which say nothing about the rate.
        bool const cut = static_cast<double>(batch) < std::floor(wanted) / 2;
        if (!cut) wanted = sizes.after(static_cast<double>(batch), took);
        report({done, goal.paths, plan.steps, result.seconds, &result.totals});
        result.done = done == goal.paths || (done == look && goal.enough(result.totals));
    }
    return result;
}

RunResult run_plan(Plan const& plan, std::uint64_t paths, Backend& backend,
                   std::function<bool()> const& stop,
                   std::function<void(Progress const&)> const& report) {
    return run_plan(plan, Goal{paths, {}, LookSchedule()}, backend, stop, report);
}

}  // namespace liq
