// The queue of a batch takes claims back: what a device counted, or that it was stopped or failed.

#include <algorithm>
#include <cmath>
#include <exception>

#include "host/batch/work_queue.hpp"
#include "host/running/batch_sizes.hpp"

namespace liq::batch {
namespace {

void clear(Totals& totals) {
    std::ranges::fill(totals.hot(), 0);
    std::ranges::fill(totals.cold(), 0);
}

}  // namespace

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
        return fail(claim, failure_of(error));
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

}  // namespace liq::batch
