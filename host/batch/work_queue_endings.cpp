// How the queue of a batch ends runs: it checks their targets, closes their counts, and compares
// them with their base run.

#include <algorithm>
#include <exception>
#include <functional>
#include <optional>
#include <utility>

#include "host/batch/work_queue.hpp"
#include "host/results/target.hpp"

namespace liq::batch {

bool WorkQueue::may_close(std::size_t run) {
    Work& work = *works_[run];
    if (work.stage != Stage::open || work.claims_out > 0) return false;
    if (work.planned->target && work.totals) {
        std::uint64_t const front =
            work.todo.empty() ? work.stage_end : work.todo.ranges().front().first;
        if (front < work.stage_end) return false;
        if (results::target_is_met(*work.planned, *work.totals)) work.todo = {};
        if (work.todo.empty()) return true;
        work.stage_end =
            std::min(batch_.share(run).count, work.planned->target->looks.after(work.stage_end));
        return false;
    }
    return work.todo.empty();
}

void WorkQueue::close_if_done(std::size_t run, Lock& lock) {
    Work& work = *works_[run];
    RunState& state = batch_.states[run];
    bool const failed = state.failure && work.stage == Stage::open && work.claims_out == 0;
    if (!failed && (state.failure || !may_close(run))) return;
    work.stage = Stage::closing;
    if (!without_lock(run, lock, [&] { close(run); }) || failed) return end(run, lock);
    state.ended = true;
    // The comparison has to wait if the base run has not ended.
    std::size_t const base = batch_.runs[run].base;
    if (base != run && !batch_.states[base].ended && !batch_.states[base].failure) return;
    work.stage = Stage::planning;  // so that no other thread takes it
    without_lock(run, lock, [&] { compare_with_base(run); });
    end(run, lock);
}

bool WorkQueue::without_lock(std::size_t run, Lock& lock, std::function<void()> const& work) {
    ++at_work_;
    lock.unlock();
    std::optional<Failure> failure;
    try {
        work();
    } catch (std::exception const& error) {  // usually no memory
        failure = failure_of(error);
    }
    lock = lock_unless_abandoned(mutex_);
    --at_work_;
    if (failure && !batch_.states[run].failure) batch_.states[run].failure = failure;
    return !failure;
}

void WorkQueue::compare_those_that_wait(std::size_t base, Lock& lock) {
    for (std::size_t i = base + 1; i < works_.size() && batch_.runs[i].base == base; ++i) {
        if (works_[i]->stage == Stage::waiting) break;  // so are all runs after it
        if (works_[i]->stage != Stage::closing || !batch_.states[i].ended) continue;
        works_[i]->stage = Stage::planning;
        without_lock(i, lock, [&] { compare_with_base(i); });
        end(i, lock);
    }
}

void WorkQueue::close(std::size_t run) {
    Work& work = *works_[run];
    Lock const own = lock_unless_abandoned(work.counts_mutex);
    if (!work.totals) return;
    batch_.states[run].totals = sparse(*work.totals);
    work.totals.reset();
}

void WorkQueue::compare_with_base(std::size_t run) {
    std::size_t const base = batch_.runs[run].base;
    RunState& state = batch_.states[run];
    RunState const& base_state = batch_.states[base];
    bool const both =
        state.record && base_state.record && !base_state.failure && state.done == base_state.done;
    if (!batch_.has_differences(run) || !both) return;
    auto const ours = batch_.plan(run), theirs = batch_.plan(base);
    auto const counterpart =
        counterparts(*ours, *batch_.runs[run].scenario, *theirs, *batch_.runs[base].scenario);
    PairedOutcomes comparison;
    comparison.outcomes.resize(ours->outcomes.size());
    for (PathRange const& range : state.done.ranges())
        comparison.add(
            compare(range, *ours, *state.record, *theirs, *base_state.record, counterpart));
    Lock const own = lock_unless_abandoned(works_[run]->counts_mutex);
    state.comparison = std::move(comparison);
}

void WorkQueue::end(std::size_t run, Lock& lock) {
    Work& work = *works_[run];
    std::size_t const base = batch_.runs[run].base;
    work.stage = Stage::ended;
    --n_open_;
    ++n_ended_;
    --family_left_[base];
    auto const forget = [&](std::size_t of) {
        std::lock_guard const own(works_[of]->counts_mutex);
        batch_.states[of].record.reset();
        works_[of]->planned.reset();
    };
    if (base != run) forget(run);
    if (family_left_[base] == 0) forget(base);
    changed_.notify_all();
    if (base == run) compare_those_that_wait(base, lock);
}

}  // namespace liq::batch
