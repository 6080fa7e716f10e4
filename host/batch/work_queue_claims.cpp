// How the queue of a batch hands out claims: it finds the next run with paths to simulate, plans
// the run, and takes a claim from these paths.

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

#include "host/batch/work_queue.hpp"
#include "host/running/batch_sizes.hpp"

namespace liq::batch {

std::optional<Claim> WorkQueue::next(int threads) {
    Lock lock(mutex_);
    for (;;) {
        bool waits_for_more = false;
        auto claim = find_claim(threads, lock, waits_for_more);
        if (claim || !waits_for_more) return claim;
        changed_.wait(lock);
    }
}

std::optional<Claim> WorkQueue::next_now(int threads) {
    Lock lock(mutex_);
    bool waits_for_more = false;
    return find_claim(threads, lock, waits_for_more);
}

std::optional<Claim> WorkQueue::find_claim(int threads, Lock& lock, bool& waits_for_more) {
    waits_for_more = false;
    for (bool planned = true; planned && !stopping_;) {
        planned = false;
        while (first_open_ < works_.size() && works_[first_open_]->stage == Stage::ended)
            ++first_open_;
        for (std::size_t run = first_open_; run < works_.size() && !planned; ++run) {
            Work const& work = *works_[run];
            if (work.stage == Stage::waiting) {
                if (n_open_ > n_devices_) break;  // enough to fill every device
                plan(run, lock);
                planned = true;
            } else if (work.stage == Stage::open) {
                if (auto found = claim(run, threads)) return found;
            }
        }
    }
    waits_for_more = !stopping_ && first_open_ < works_.size();
    return std::nullopt;
}

void WorkQueue::plan(std::size_t run, Lock& lock) {
    Work& work = *works_[run];
    work.stage = Stage::planning;
    ++n_open_;
    ++at_work_;
    lock.unlock();
    std::optional<Failure> failure;
    std::shared_ptr<planning::PlannedRun const> planned;
    try {
        planned = batch_.plan(run);
    } catch (std::exception const& error) {
        failure = failure_of(error);
    }
    lock = lock_unless_abandoned(mutex_);
    --at_work_;
    try {
        if (!failure) open(run, std::move(planned));
    } catch (std::exception const& error) {  // no memory, or a part file that does not fit the run
        failure = failure_of(error);
    }
    batch_.states[run].failure = failure;
    work.stage = Stage::open;
    close_if_done(run, lock);
    changed_.notify_all();
}

void WorkQueue::open(std::size_t run, std::shared_ptr<planning::PlannedRun const> planned) {
    Work& work = *works_[run];
    RunState& state = batch_.states[run];
    std::lock_guard const own(work.counts_mutex);
    work.planned = std::move(planned);
    PathRange const share = batch_.share(run);
    work.todo = state.done.missing_of(share);
    work.stage_end = share.first + share.count;
    if (!state.done.empty() && !work.todo.empty()) {
        work.totals.emplace(work.planned->plan.layout);
        add_sparse(state.totals, *work.totals);
        state.totals = {};
    }
    bool const records = batch_.has_differences(run) || batch_.is_compared_with(run);
    auto const n_outcomes = static_cast<int>(work.planned->outcomes.size());
    require(!state.record ||
                (state.record->range() == share && state.record->n_outcomes() == n_outcomes),
            "its record of outcomes belongs to another run");
    require(work.todo.count() + state.done.count() == share.count, "it has paths of another shard");
    if (records && !state.record && state.done.empty()) state.record.emplace(share, n_outcomes);
    if (!work.planned->target) return;
    planning::LookSchedule const& looks = work.planned->target->looks;
    std::uint64_t const so_far = state.done.empty() ? 0 : state.done.ranges().front().count;
    bool const at_a_look = looks.looks_at(so_far) && state.done.count() == so_far;
    work.stage_end = std::min(share.count, at_a_look ? so_far : looks.after(so_far));
}

std::uint64_t WorkQueue::claim_size(Work& work, int threads) const {
    auto const known = work.claim_paths.try_emplace(
        threads, running::BatchSizes(threads, work.planned->plan).first());
    auto const size = static_cast<std::uint64_t>(std::max(1.0, known.first->second));
    if (first_waiting_ < works_.size() || threads == 0) return size;
    // No run is left to start: the remaining paths are divided among the devices, in whole tiles.
    std::uint64_t const share = work.todo.count() / (2 * static_cast<std::uint64_t>(n_devices_));
    std::uint64_t const tiles = std::max<std::uint64_t>(1, share / default_lanes) * default_lanes;
    return std::min(size, std::max<std::uint64_t>(1, n_devices_ == 1 ? size : tiles));
}

std::optional<Claim> WorkQueue::claim(std::size_t run, int threads) {
    Work& work = *works_[run];
    if (work.todo.empty()) return std::nullopt;
    std::uint64_t const front = work.todo.ranges().front().first;
    if (front >= work.stage_end) return std::nullopt;
    while (first_waiting_ < works_.size() && works_[first_waiting_]->stage != Stage::waiting)
        ++first_waiting_;
    std::uint64_t const most = std::min(claim_size(work, threads), work.stage_end - front);
    PathRange const range = work.todo.take(most);
    ++work.claims_out;
    ++claims_out_;
    return Claim{run, range, threads, work.planned, batch_.states[run].record.has_value()};
}

}  // namespace liq::batch
