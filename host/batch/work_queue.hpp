/// \file
/// Hands out the paths of a batch to devices, and adds up what they counted.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "host/batch/batch.hpp"
#include "host/planning/make_plan.hpp"
#include "kernels/totals.hpp"

namespace liq::batch {

/// The paths that a device simulates next.
struct Claim {
    std::size_t run = 0;
    PathRange range;
    int threads = 0;  ///< of the device; 0 for a card
    std::shared_ptr<planning::PlannedRun const> planned;
    bool with_outcomes = false;  ///< the outcomes of each path are needed
};

/// The progress of a batch.
struct BatchProgress {
    std::size_t runs = 0;
    std::size_t runs_ended = 0;
    double path_steps = 0;  ///< of all runs whose scenario could be read
    double path_steps_done = 0;
    std::size_t current = 0;                              ///< the first run that has not ended
    std::shared_ptr<planning::PlannedRun const> planned;  ///< of `current`; null: not planned
    std::optional<Totals> totals;                         ///< of `current`, if it has any
};

/// Runs are started in order and divided into claims that take a device about a quarter of a
/// second, so that one large run keeps all devices busy just as many small ones do. Any thread may
/// call any member. The counts of a run do not depend on which device simulated which paths, and a
/// run with a target always ends after the same path.
class WorkQueue {
  public:
    /// \param batch      gets the counts in its states; nobody else may use it meanwhile
    /// \param n_devices  how many devices will ask for claims
    WorkQueue(Batch& batch, int n_devices);

    /// The next claim for a device of this process or of another one. It waits as long as there may
    /// be a claim later, and returns nothing once there will be none.
    /// \param threads  of the device, 0 for a card; those with equally many are taken as equally
    /// fast
    std::optional<Claim> next(int threads);
    /// The same without waiting: it returns nothing also where there may be a claim later.
    std::optional<Claim> next_now(int threads);

    /// Adds the counts of a finished claim to its run, and sets `counts` to 0.
    void finish(Claim const& claim, Totals& counts, std::span<OutcomeBits const> outcomes,
                double seconds);
    /// Takes a claim back whose device was stopped: its paths are still to be simulated.
    void hand_back(Claim const& claim);
    /// Ends the run of a claim whose device failed; other runs continue.
    void fail(Claim const& claim, Failure const& why);

    /// Excludes a device that fails again and again, so that not every run fails because of it;
    /// other devices simulate its claim. Returns false if it is the last device: then the run has
    /// to fail.
    bool leave(Claim const& claim);

    /// Hands out no more claims. Those that devices have may still be finished.
    void stop();
    /// Stops all changes of the batch. A device's thread that calls the queue later never returns
    /// from it and waits for the process to end. Queue and batch must exist until then.
    void abandon();

    /// Waits until all runs have ended, or, after `stop`, until all claims are back and all work on
    /// runs is done; but at most this long [s]. Returns whether that has happened.
    bool wait(double seconds);

    [[nodiscard]] BatchProgress progress();
    /// How many runs from the first on have ended: nothing of them changes any more.
    [[nodiscard]] std::size_t runs_ended();

    /// A consistent copy of the states of all runs.
    [[nodiscard]] std::vector<RunState> states();
    /// After the end: what runs that were stopped have counted goes into the batch too.
    void take_over_open_counts();

  private:
    using Lock = std::unique_lock<std::mutex>;
    enum class Stage { waiting, planning, open, closing, ended };

    struct Work {
        Stage stage = Stage::waiting;
        std::shared_ptr<planning::PlannedRun const> planned;
        PathSet todo;
        /// No claim goes beyond this path: here is the next look at the target.
        std::uint64_t stage_end = 0;
        int claims_out = 0;
        /// Paths of the next claim of a device, by its number of threads; no entry: not known yet.
        std::map<int, double> claim_paths;
        std::mutex counts_mutex;       ///< protects `totals` and the counts in the run's state
        std::optional<Totals> totals;  ///< only where the run needs more than one claim
    };

    /// Locks one of the queue's mutexes; never returns once the queue is abandoned.
    [[nodiscard]] Lock lock_unless_abandoned(std::mutex& mutex);
    /// The first claim of any run, which is planned if need be.
    /// \param waits_for_more  set if there is no claim now and may be one later
    std::optional<Claim> find_claim(int threads, Lock& lock, bool& waits_for_more);
    void set_next_size(Claim const& claim, double seconds);
    void plan(std::size_t run, Lock& lock);
    void open(std::size_t run, std::shared_ptr<planning::PlannedRun const> planned);
    std::optional<Claim> claim(std::size_t run, int threads);
    [[nodiscard]] std::uint64_t claim_size(Work& work, int threads) const;
    /// Whether the run is done. A look at its target decides that too, if all claims up to it are
    /// back.
    bool may_close(std::size_t run);
    void close_if_done(std::size_t run, Lock& lock);
    void close(std::size_t run);
    /// Does `work` without the lock. An exception becomes the failure of the run. Returns whether
    /// there was none.
    bool without_lock(std::size_t run, Lock& lock, std::function<void()> const& work);
    void compare_with_base(std::size_t run);
    void end(std::size_t run, Lock& lock);
    /// Compares the runs that ended before their base run.
    void compare_those_that_wait(std::size_t base, Lock& lock);
    [[nodiscard]] bool over() const;

    Batch& batch_;
    int n_devices_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::unique_ptr<Work>> works_;
    std::size_t first_open_ = 0;  ///< all runs before it have ended
    std::size_t first_waiting_ = 0;
    std::size_t n_ended_ = 0;
    std::vector<std::size_t> family_left_;  ///< [base run]: runs of its family that have not ended
    int n_open_ = 0;
    int claims_out_ = 0;
    int at_work_ = 0;  ///< threads that plan, close or compare a run without the lock
    bool stopping_ = false;
    std::atomic<bool> abandoned_ = false;
};

}  // namespace liq::batch
