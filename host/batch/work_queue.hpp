/// \file
/// Hands out the paths of a batch to devices and takes in what they counted.
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

/// What a device is to simulate next.
struct Claim {
    std::size_t run = 0;
    PathRange range;
    int threads = 0;  ///< of the device; 0: a card
    std::shared_ptr<planning::PlannedRun const> planned;
    bool with_outcomes = false;  ///< what happened on each path is needed
};

/// How far a batch is.
struct BatchProgress {
    std::size_t runs = 0;
    std::size_t runs_ended = 0;
    double path_steps = 0;  ///< asked for by runs that are planned or ended, all runs with `runs`
    double path_steps_done = 0;
    std::size_t current = 0;                              ///< first run that has not ended
    std::shared_ptr<planning::PlannedRun const> planned;  ///< of it; null if it is not planned
    std::optional<Totals> totals;                         ///< of it, if it has some
};

/// Runs are taken up in order and cut into claims that take a device about a quarter of a second,
/// so that one large run fills all devices as well as many small ones do. Any thread may call any
/// member. What a run counted does not depend on who simulated which paths, and a run with a target
/// ends after the same path whatever the claims.
class WorkQueue {
  public:
    /// \param batch      what is known of its runs grows in it; not to be touched meanwhile
    /// \param n_devices  that will ask for work
    WorkQueue(Batch& batch, int n_devices);

    /// The next claim for a device, of this process or of another one; waits while there may be
    /// one later. Nothing: the end.
    /// \param threads  of the device, 0: a card; claims are sized by what those like it need
    std::optional<Claim> next(int threads);
    /// The same without waiting: nothing also where there may be something later.
    std::optional<Claim> next_now(int threads);

    /// Takes in the counts of a claim and sets `counts` to 0.
    void finish(Claim const& claim, Totals& counts, std::span<OutcomeBits const> outcomes,
                double seconds);
    /// The device was stopped within the claim, whose paths stay to be done.
    void hand_back(Claim const& claim);
    /// The device failed: the run ends here, others go on.
    void fail(Claim const& claim, Failure const& why);

    /// Takes a device out of the batch that fails again and again, so that it does not cost every
    /// run; its claim goes to others. False: it is the last device, and the run has to fail.
    bool leave(Claim const& claim);

    /// No more claims. Those that are out may still be finished.
    void stop();
    /// Nothing of the batch changes from now on. A device's thread that comes back later never
    /// returns from the queue: it waits for the process to end, and so must the queue and the
    /// batch.
    void abandon();

    /// Waits until every run has ended, or after `stop` all devices' threads are back, or so many
    /// seconds have passed. Returns whether it is over.
    bool wait(double seconds);

    [[nodiscard]] BatchProgress progress();

    /// A consistent copy of what is known of every run.
    [[nodiscard]] std::vector<RunState> states();

  private:
    using Lock = std::unique_lock<std::mutex>;
    enum class Stage { waiting, planning, open, closing, ended };

    struct Work {
        Stage stage = Stage::waiting;
        std::shared_ptr<planning::PlannedRun const> planned;
        PathSet todo;
        std::uint64_t stage_end = 0;  ///< claims end here: a target is looked at next
        int claims_out = 0;
        /// Paths of the next claim of a device, by its threads; none: not known yet.
        std::map<int, double> claim_paths;
        std::mutex counts_mutex;       ///< of `totals` and of what the run's state counts
        std::optional<Totals> totals;  ///< where one claim does not do it all
    };

    /// Takes one of the queue's mutexes for a device's thread.
    [[nodiscard]] Lock enter(std::mutex& mutex);
    /// \param waits_for_more  set where there is nothing now and may be later
    std::optional<Claim> look(int threads, Lock& lock, bool& waits_for_more);
    void learn(Claim const& claim, double seconds);
    void plan(std::size_t run, Lock& lock);
    void open(std::size_t run, std::shared_ptr<planning::PlannedRun const> planned);
    std::optional<Claim> claim(std::size_t run, int threads);
    [[nodiscard]] std::uint64_t claim_size(Work& work, int threads) const;
    /// Whether a run whose claims are all back is done, or goes on after a look at its target.
    bool may_close(std::size_t run);
    void close_if_done(std::size_t run, Lock& lock);
    void close(std::size_t run);
    /// What it throws becomes the run's failure. Returns whether all went well.
    bool without_lock(std::size_t run, Lock& lock, std::function<void()> const& work);
    void compare_with_base(std::size_t run);
    void end(std::size_t run, Lock& lock);
    void compare_those_that_wait(std::size_t base, Lock& lock);
    [[nodiscard]] bool over() const;

    Batch& batch_;
    int n_devices_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::unique_ptr<Work>> works_;
    std::size_t first_open_ = 0;  ///< runs before it have ended
    std::size_t first_waiting_ = 0;
    std::size_t n_ended_ = 0;
    std::vector<std::size_t> family_left_;  ///< by base run: runs that have not ended
    int n_open_ = 0;
    int claims_out_ = 0;
    int at_work_ = 0;  ///< threads that plan, close or compare a run, without the lock
    bool stopping_ = false;
    std::atomic<bool> abandoned_ = false;
};

}  // namespace liq::batch
