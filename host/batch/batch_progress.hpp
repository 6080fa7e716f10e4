/// \file
/// How far a batch is, for people, on standard error.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "host/batch/batch.hpp"
#include "host/batch/work_queue.hpp"
#include "host/running/progress_line.hpp"

namespace liq::batch {

/// Of one run alone the running estimate with its error, of several how many have ended.
class BatchProgressLine {
  public:
    /// `batch` must outlive the line; only what was asked for is looked at.
    BatchProgressLine(running::ProgressLine::Style style, Batch const& batch);

    void show(BatchProgress const& progress);

  private:
    void show_alone(BatchProgress const& progress, double seconds);

    Batch const& batch_;
    running::ProgressLine line_;
    std::chrono::steady_clock::time_point start_;
    double path_steps_before_ = -1;  ///< done before this call: of a checkpoint
};

/// What the line says of several runs, in at most so many columns.
std::string batch_progress_text(BatchProgress const& progress, std::string const& current,
                                double seconds, double path_steps_before, std::size_t columns);

}  // namespace liq::batch
