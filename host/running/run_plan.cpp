#include "host/running/run_plan.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <new>

#include "host/running/batch_sizes.hpp"

namespace liq::running {

RunResult run_plan(Plan const& plan, Goal const& goal, Backend& backend,
                   std::function<bool()> const& stop,
                   std::function<void(Progress const&)> const& report) {
    using Clock = std::chrono::steady_clock;
    RunResult result{Totals(plan.layout), 0, {}, goal.paths == 0};
    BatchSizes const sizes(backend.threads(), plan);
    double wanted = sizes.first();
    std::uint64_t done = 0;
    while (!result.done && !stop()) {
        std::uint64_t const look = goal.enough ? goal.looks.after(done) : goal.paths;
        std::uint64_t const stage = std::min(look, goal.paths);
        auto const batch = std::min(stage - done, static_cast<std::uint64_t>(wanted));
        auto const start = Clock::now();
        try {
            backend.run(plan, {done, batch}, result.totals);
        } catch (SimulationStopped const&) {
            result.totals = Totals(plan.layout);
            return result;
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
        // A batch that the end of a stage cut short may be too small to measure the rate.
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
    return run_plan(plan, Goal{paths, {}, planning::LookSchedule()}, backend, stop, report);
}

}  // namespace liq::running
