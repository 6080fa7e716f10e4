/// \file
/// From what a batch counted to the runs of a report.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "host/batch/batch.hpp"
#include "host/batch/part_file.hpp"
#include "host/findings/report.hpp"

namespace liq::batch {

/// Concludes the runs of a batch in order, a few at a time, so that nobody has to keep the findings
/// of all. A run that failed before its first path has its `failure` and no result; one that failed
/// later has the result of the paths before, incomplete.
class BatchConclusions {
  public:
    /// `batch` must outlive this. A run is looked at by `next`, when it has ended; others may still
    /// be simulated.
    BatchConclusions(Batch const& batch, Machine machine);
    ~BatchConclusions();
    BatchConclusions(BatchConclusions const&) = delete;
    BatchConclusions& operator=(BatchConclusions const&) = delete;

    [[nodiscard]] bool at_end() const { return concluded() == batch_.runs.size(); }
    /// How many runs have been concluded.
    [[nodiscard]] std::size_t concluded() const { return next_; }

    /// The findings of the next runs before `end`, with their differences to the base run,
    /// concluded by a thread each: as many runs as there are cores, or fewer where a family ends.
    std::vector<findings::ReportedRun> next(std::size_t end);

    /// The next run as one whose result was not concluded, for a program that has to stop.
    findings::ReportedRun next_without_result();

  private:
    struct Base;

    Batch const& batch_;
    Machine machine_;
    std::size_t next_ = 0;
    std::unique_ptr<Base> base_;  ///< of the family of the last run
};

}  // namespace liq::batch
