/// \file
/// The progress of a batch, shown to people on standard error.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "host/batch/batch.hpp"
#include "host/batch/work_queue.hpp"
#include "host/running/progress_line.hpp"

namespace liq::batch {

/// Shows, for a single run, its running estimate with its error; for several runs, how many have
/// ended.
class BatchProgressLine {
  public:
    /// `batch` must outlive the line, which does not read its states.
    BatchProgressLine(running::ProgressLine::Style style, Batch const& batch);

    void show(BatchProgress const& progress);
    [[nodiscard]] bool is_due() const { return line_.is_due(); }

  private:
    void show_alone(BatchProgress const& progress, double seconds);

    Batch const& batch_;
    running::ProgressLine line_;
    std::chrono::steady_clock::time_point start_;
    double path_steps_before_ = -1;  ///< done by earlier calls, from a checkpoint; below 0: not set
};

/// The text of the line for several runs, in at most so many columns.
std::string batch_progress_text(BatchProgress const& progress, std::string const& current,
                                double seconds, double path_steps_before, std::size_t columns);

}  // namespace liq::batch
