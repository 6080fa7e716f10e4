/// \file
/// From what a batch counted to the runs of a report.
#pragma once

#include <vector>

#include "host/batch/batch.hpp"
#include "host/batch/part_file.hpp"
#include "host/findings/report.hpp"

namespace liq::batch {

/// Findings of every run, in order, with the differences to the base runs; runs are concluded by as
/// many threads as the machine has cores. A run that failed before its first path has its `failure`
/// and no result; one that failed later has the result of the paths before, incomplete.
std::vector<findings::ReportedRun> conclude_batch(Batch const& batch, Machine const& machine);

}  // namespace liq::batch
