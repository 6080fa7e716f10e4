/// \file
/// The processes (ranks) of one MPI job: rank 0 hands out paths and writes results, the other ranks
/// simulate. In a build without MPI, and outside of a job, there is one rank.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "host/batch/batch.hpp"
#include "host/batch/work_queue.hpp"
#include "host/errors.hpp"
#include "kernels/backend.hpp"

namespace liq::ranks {

/// Joins the MPI job if the program was started as a part of one; the destructor leaves it. A
/// process has at most one object of this class, and only the thread that made it may call its
/// members.
class Ranks {
  public:
    Ranks();
    ~Ranks();
    Ranks(Ranks const&) = delete;
    Ranks& operator=(Ranks const&) = delete;

    [[nodiscard]] int rank() const;
    [[nodiscard]] int count() const;
    /// The number of this rank among the ranks of the same machine. It chooses the card.
    [[nodiscard]] int local() const;

    /// Whether all ranks have read the same inputs. All ranks get the same answer.
    [[nodiscard]] bool agree_on(std::string const& inputs_sha256);

    /// For rank 0: answers requests of other ranks and adds their counts to the queue. It does not
    /// wait.
    void serve(batch::WorkQueue& queue);
    /// For rank 0: tells the other ranks to end, once the queue has no more claims for them.
    void dismiss();

    /// Ends all processes of the job, if there are other ranks.
    void abort(Exit exit);

    /// Sets the exit code of the job for the case that this rank ends while other ranks wait.
    void fail_with(Exit exit);

    /// For the other ranks: simulates the claims from rank 0 until rank 0 dismisses this rank.
    void work(batch::Batch const& batch, Backend& device);

  private:
    struct Job;
    std::unique_ptr<Job> job_;
};

/// Whether this build can be part of an MPI job.
bool built_with_mpi();

}  // namespace liq::ranks
