#include "host/batch/work_queue.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>

namespace liq::batch {

WorkQueue::WorkQueue(Batch& batch, int n_devices)
    : batch_(batch), n_devices_(std::max(1, n_devices)), family_left_(batch.runs.size()) {
    for (std::size_t i = 0; i < batch_.runs.size(); ++i) {
        Work& work = *works_.emplace_back(std::make_unique<Work>());
        bool const compares =
            batch_.has_differences(i) && batch_.states[i].comparison.outcomes.empty();
        if (batch_.states[i].failure || (batch_.states[i].ended && !compares)) {
            work.stage = Stage::ended;
            ++n_ended_;
        } else {
            ++family_left_[batch_.runs[i].base];
        }
    }
}

WorkQueue::Lock WorkQueue::lock_unless_abandoned(std::mutex& mutex) {
    Lock lock(mutex);
    if (!abandoned_) return lock;
    lock.unlock();
    for (;;) ::pause();
}

void WorkQueue::stop() {
    Lock const lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
}

void WorkQueue::abandon() {
    {
        Lock const lock(mutex_);
        stopping_ = true;
        abandoned_ = true;
    }
    // Threads that hold a mutex already may finish what they do with it.
    for (auto const& work : works_) Lock const own(work->counts_mutex);
}

bool WorkQueue::over() const {
    if (stopping_) return claims_out_ == 0 && at_work_ == 0;
    return n_ended_ == works_.size();
}

bool WorkQueue::wait(double seconds) {
    Lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::duration<double>(seconds), [&] { return over(); });
    return over();
}

BatchProgress WorkQueue::progress() {
    Lock const lock(mutex_);
    BatchProgress progress;
    progress.runs = works_.size();
    for (std::size_t i = 0; i < works_.size(); ++i) {
        Work& work = *works_[i];
        BatchRun const& run = batch_.runs[i];
        progress.runs_ended += work.stage == Stage::ended ? 1 : 0;
        if (!run.scenario) continue;
        auto const& simulation = run.scenario->simulation;
        double const steps = static_cast<double>(simulation.horizon.seconds) /
                             static_cast<double>(simulation.step.seconds);
        double const asked = static_cast<double>(batch_.share(i).count) * steps;
        progress.path_steps += asked;
        std::lock_guard const own(work.counts_mutex);
        bool const ended = work.stage == Stage::ended;
        progress.path_steps_done +=
            ended ? asked : static_cast<double>(batch_.states[i].done.count()) * steps;
    }
    progress.current = std::min(first_open_, works_.size() - 1);
    Work& current = *works_[progress.current];
    progress.planned = current.planned;
    std::lock_guard const own(current.counts_mutex);
    progress.totals = current.totals;
    return progress;
}

std::size_t WorkQueue::runs_ended() {
    Lock const lock(mutex_);
    while (first_open_ < works_.size() && works_[first_open_]->stage == Stage::ended) ++first_open_;
    return first_open_;
}

void WorkQueue::take_over_open_counts() {
    Lock const lock(mutex_);
    for (std::size_t i = 0; i < works_.size(); ++i)
        if (auto const& totals = works_[i]->totals) batch_.states[i].totals = sparse(*totals);
}

std::vector<RunState> WorkQueue::states() {
    Lock const lock(mutex_);
    std::vector<RunState> copy(works_.size());
    for (std::size_t i = 0; i < works_.size(); ++i) {
        Work& work = *works_[i];
        std::lock_guard const own(work.counts_mutex);
        copy[i] = batch_.states[i];
        if (work.totals) copy[i].totals = sparse(*work.totals);
    }
    return copy;
}

}  // namespace liq::batch
