/// \file
/// The processes of one MPI job: rank 0 hands out paths and writes, the others simulate. In a build
/// without MPI, and outside of a job, there is one rank.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "host/batch/batch.hpp"
#include "host/batch/work_queue.hpp"
#include "host/errors.hpp"
#include "kernels/backend.hpp"

namespace liq::ranks {

/// Joins the job, if the program was started as a part of one, and leaves it at the end. One a
/// process. All members are for the thread that made it.
class Ranks {
  public:
    Ranks();
    ~Ranks();
    Ranks(Ranks const&) = delete;
    Ranks& operator=(Ranks const&) = delete;

    [[nodiscard]] int rank() const;
    [[nodiscard]] int count() const;
    /// Its number among the ranks of the same machine: which card it takes.
    [[nodiscard]] int local() const;

    /// Whether all ranks have read the same inputs; the same answer on all of them.
    [[nodiscard]] bool agree_on(std::string const& inputs_sha256);

    /// Rank 0: answers what other ranks ask and takes in what they counted; does not wait.
    void serve(batch::WorkQueue& queue);
    /// Rank 0: lets the other ranks go, once the queue has nothing left for them.
    void dismiss();

    /// Ends the job, all its processes, where there is one with other ranks.
    void abort(Exit exit);

    /// The exit code of the job if this rank leaves it while others wait.
    void fail_with(Exit exit);

    /// Another rank: simulates what rank 0 hands out until it is let go.
    void work(batch::Batch const& batch, Backend& device);

  private:
    struct Job;
    std::unique_ptr<Job> job_;
};

/// Whether this build can be part of an MPI job.
bool built_with_mpi();

}  // namespace liq::ranks
