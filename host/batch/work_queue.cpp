#include "host/batch/work_queue.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>

#include "host/results/target.hpp"
#include "host/running/batch_sizes.hpp"

namespace liq::batch {
namespace {

using Lock = std::unique_lock<std::mutex>;

void clear(Totals& totals) {
    std::ranges::fill(totals.hot(), 0);
    std::ranges::fill(totals.cold(), 0);
}

Failure in_words(std::exception const& error) {
    auto const* const known = dynamic_cast<Error const*>(&error);
    return {known != nullptr ? known->exit() : Exit::failed, error.what()};
}

}  // namespace

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

Lock WorkQueue::enter(std::mutex& mutex) {
    Lock lock(mutex);
    if (!abandoned_) return lock;
    lock.unlock();
    for (;;) ::pause();
}

std::optional<Claim> WorkQueue::next(int threads) {
    Lock lock(mutex_);
    for (;;) {
        bool waits_for_more = false;
        auto claim = look(threads, lock, waits_for_more);
        if (claim || !waits_for_more) return claim;
        changed_.wait(lock);
    }
}

std::optional<Claim> WorkQueue::next_now(int threads) {
    Lock lock(mutex_);
    bool waits_for_more = false;
    return look(threads, lock, waits_for_more);
}

std::optional<Claim> WorkQueue::look(int threads, Lock& lock, bool& waits_for_more) {
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
        failure = in_words(error);
    }
    lock = enter(mutex_);
    --at_work_;
    try {
        if (!failure) open(run, std::move(planned));
    } catch (std::exception const& error) {  // memory, or a part of a file that does not fit
        failure = in_words(error);
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
            "the outcomes of its paths are of another run");
    require(work.todo.count() + state.done.count() == share.count, "it has paths of another share");
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
    // The last runs: what is left is shared out, in whole tiles.
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

void WorkQueue::finish(Claim const& claim, Totals& counts, std::span<OutcomeBits const> outcomes,
                       double seconds) {
    Work& work = *works_[claim.run];
    RunState& state = batch_.states[claim.run];
    PathRange const share = batch_.share(claim.run);
    try {
        Lock const own = enter(work.counts_mutex);
        if (claim.range.count == share.count) {
            state.totals = sparse(counts);
        } else {
            if (!work.totals) work.totals.emplace(work.planned->plan.layout);
            work.totals->add(counts);
        }
        if (claim.with_outcomes) state.record->put(claim.range.first, outcomes);
        state.done.add(claim.range);
        state.seconds += seconds;
    } catch (std::exception const& error) {  // as a rule memory
        clear(counts);                       // or the next claim would count these paths too
        return fail(claim, in_words(error));
    }
    clear(counts);
    Lock lock = enter(mutex_);
    learn(claim, seconds);
    --work.claims_out;
    --claims_out_;
    close_if_done(claim.run, lock);
    changed_.notify_all();
}

void WorkQueue::learn(Claim const& claim, double seconds) {
    double& next_paths = works_[claim.run]->claim_paths[claim.threads];
    auto const paths = static_cast<double>(claim.range.count);
    // The end of a stage may cut a claim to a few paths, which say nothing about the rate.
    if (paths >= std::floor(next_paths) / 2)
        next_paths = running::BatchSizes(claim.threads, claim.planned->plan).after(paths, seconds);
}

void WorkQueue::fail(Claim const& claim, Failure const& why) {
    Lock lock = enter(mutex_);
    Work& work = *works_[claim.run];
    --work.claims_out;
    --claims_out_;
    if (!batch_.states[claim.run].failure) batch_.states[claim.run].failure = why;
    work.todo = {};
    close_if_done(claim.run, lock);
    changed_.notify_all();
}

void WorkQueue::hand_back(Claim const& claim) {
    Lock const lock = enter(mutex_);
    works_[claim.run]->todo.add(claim.range);
    --works_[claim.run]->claims_out;
    --claims_out_;
    changed_.notify_all();
}

bool WorkQueue::leave(Claim const& claim) {
    Lock lock = enter(mutex_);
    if (n_devices_ == 1) return false;
    --n_devices_;
    Work& work = *works_[claim.run];
    if (!batch_.states[claim.run].failure) work.todo.add(claim.range);
    --work.claims_out;
    --claims_out_;
    close_if_done(claim.run, lock);
    changed_.notify_all();
    return true;
}

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
    // A run waits for its base run, if that has not ended.
    std::size_t const base = batch_.runs[run].base;
    if (base != run && !batch_.states[base].ended && !batch_.states[base].failure) return;
    work.stage = Stage::planning;  // taken by this thread
    without_lock(run, lock, [&] { compare_with_base(run); });
    end(run, lock);
}

bool WorkQueue::without_lock(std::size_t run, Lock& lock, std::function<void()> const& work) {
    ++at_work_;
    lock.unlock();
    std::optional<Failure> failure;
    try {
        work();
    } catch (std::exception const& error) {  // as a rule memory
        failure = in_words(error);
    }
    lock = enter(mutex_);
    --at_work_;
    if (failure && !batch_.states[run].failure) batch_.states[run].failure = failure;
    return !failure;
}

void WorkQueue::compare_those_that_wait(std::size_t base, Lock& lock) {
    for (std::size_t i = base + 1; i < works_.size() && batch_.runs[i].base == base; ++i) {
        if (works_[i]->stage == Stage::waiting) break;  // and all behind it
        if (works_[i]->stage != Stage::closing || !batch_.states[i].ended) continue;
        works_[i]->stage = Stage::planning;
        without_lock(i, lock, [&] { compare_with_base(i); });
        end(i, lock);
    }
}

void WorkQueue::close(std::size_t run) {
    Work& work = *works_[run];
    Lock const own = enter(work.counts_mutex);
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
    Lock const own = enter(works_[run]->counts_mutex);
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
    // Those who took a mutex before are let finish what they do with it.
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
