/// \file
/// Runs a plan on a backend in batches of paths, so that progress can be shown and the run can be
/// stopped between them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "host/planning/look_schedule.hpp"
#include "kernels/backend.hpp"
#include "kernels/plan.hpp"
#include "kernels/totals.hpp"

namespace liq::running {

/// The progress of a run after a batch.
struct Progress {
    std::uint64_t paths = 0;  ///< simulated so far
    std::uint64_t paths_asked = 0;
    int steps = 0;       ///< per path
    double seconds = 0;  ///< spent in simulation
    Totals const* totals = nullptr;

    [[nodiscard]] double path_steps_per_second() const {
        return seconds > 0 ? static_cast<double>(paths) * steps / seconds : 0.0;
    }
};

/// When a run ends.
struct Goal {
    std::uint64_t paths = 0;  ///< after this number of paths at the latest
    /// Whether the paths so far are enough. It is called at the looks of the schedule; empty:
    /// never.
    std::function<bool(Totals const&)> enough;
    planning::LookSchedule looks;
};

struct RunResult {
    Totals totals;
    double seconds = 0;   ///< spent in simulation alone
    std::string failure;  ///< why the backend failed; empty if it did not
    bool done = false;    ///< all paths were simulated, or as many as the goal found enough
    [[nodiscard]] double path_steps_per_second(int steps) const {
        return Progress{totals.paths(), 0, steps, seconds, nullptr}.path_steps_per_second();
    }
};

/// Simulates paths 0 .. paths - 1 in order. A batch takes about a quarter of a second, which is how
/// long a stop may take; the totals do not depend on the sizes of batches. Between batches `stop`
/// decides whether to end early, and `report` gets the progress. When the backend fails, the counts
/// of the batches before remain; when it stops within a batch (Backend::watch), all counts are
/// dropped.
///
/// Whether a goal is reached early is checked after fixed numbers of paths (looks), and each batch
/// ends at the next look at the latest. So the run ends after the same path with any sizes of
/// batches, any number of threads and any backend.
RunResult run_plan(Plan const& plan, Goal const& goal, Backend& backend,
                   std::function<bool()> const& stop,
                   std::function<void(Progress const&)> const& report);

/// The same for a fixed number of paths.
RunResult run_plan(Plan const& plan, std::uint64_t paths, Backend& backend,
                   std::function<bool()> const& stop,
                   std::function<void(Progress const&)> const& report);

}  // namespace liq::running
