/// \file
/// Runs a plan on a backend, batch after batch, so that progress can be shown and a run be stopped.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "host/planning/look_schedule.hpp"
#include "kernels/backend.hpp"
#include "kernels/plan.hpp"
#include "kernels/totals.hpp"

namespace liq::running {

/// How far a run is, after a batch.
struct Progress {
    std::uint64_t paths = 0;  ///< done
    std::uint64_t paths_asked = 0;
    int steps = 0;       ///< of a path
    double seconds = 0;  ///< of simulation
    Totals const* totals = nullptr;

    [[nodiscard]] double path_steps_per_second() const {
        return seconds > 0 ? static_cast<double>(paths) * steps / seconds : 0.0;
    }
};

/// When a run is done.
struct Goal {
    std::uint64_t paths = 0;  ///< at the latest after so many
    /// Whether the paths so far are enough, asked at the looks of the schedule; empty: never.
    std::function<bool(Totals const&)> enough;
    planning::LookSchedule looks;
};

struct RunResult {
    Totals totals;
    double seconds = 0;   ///< of simulation alone
    std::string failure;  ///< what the backend said when it failed; empty if it did not
    bool done = false;    ///< all paths were simulated, or the goal called them enough
    [[nodiscard]] double path_steps_per_second(int steps) const {
        return Progress{totals.paths(), 0, steps, seconds, nullptr}.path_steps_per_second();
    }
};

/// Simulates paths 0 .. paths - 1 in order. Batches are sized to take about a quarter of a second,
/// which is how long a stop may take; the totals do not depend on them. Between batches `stop` is
/// asked whether to end early and `report` is told how far the run is. When the backend fails, what
/// was done before stays; when it stops within a batch (Backend::watch), all counts are dropped.
///
/// A goal that may be reached earlier is looked at after fixed numbers of paths, which batches do
/// not go beyond: the run ends after the same path whatever the batches, threads and backend.
RunResult run_plan(Plan const& plan, Goal const& goal, Backend& backend,
                   std::function<bool()> const& stop,
                   std::function<void(Progress const&)> const& report);

/// The same for a fixed number of paths.
RunResult run_plan(Plan const& plan, std::uint64_t paths, Backend& backend,
                   std::function<bool()> const& stop,
                   std::function<void(Progress const&)> const& report);

}  // namespace liq::running
