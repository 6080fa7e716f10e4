// How the queue of a batch takes claims back, with the counts of a device or because the device was
// stopped or failed.

#include <algorithm>
#include <cmath>
#include <exception>

#include "host/batch/work_queue.hpp"
#include "host/running/batch_sizes.hpp"

namespace liq::batch {
namespace {

void forget_details(Totals& totals) {
    TotalsLayout const& layout = totals.layout();
    auto const zero = [&](std::int64_t from, std::int64_t to) {
        for (std::int64_t i = from; i < to; ++i) totals.cold()[static_cast<std::size_t>(i)] = 0;
    };
    zero(layout.highs(0, 0), layout.largest_hours());
    zero(layout.sample(0, 0), layout.sample(layout.n_samples, 0));
}

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
    if (!batch_.keeps_details()) forget_details(counts);
    try {
        Lock const own = lock_unless_abandoned(work.counts_mutex);
        if (claim.range.count == share.count) {
            state.totals = sparse(counts);
        } else {
            if (!work.totals) work.totals.emplace(work.planned->plan.layout);
            work.totals->add(counts);
        }
        if (claim.with_outcomes) state.record->put(claim.range.first, outcomes);
        state.done.add(claim.range);
        state.seconds += seconds;
    } catch (std::exception const& error) {  // usually no memory
        clear(counts);                       // or the next claim would count these paths again
        return fail(claim, failure_of(error));
    }
    clear(counts);
    Lock lock = lock_unless_abandoned(mutex_);
    set_next_size(claim, seconds);
    --work.claims_out;
    --claims_out_;
    close_if_done(claim.run, lock);
    changed_.notify_all();
}

void WorkQueue::set_next_size(Claim const& claim, double seconds) {
    double& next_paths = works_[claim.run]->claim_paths[claim.threads];
    auto const paths = static_cast<double>(claim.range.count);
    // A claim that the end of a stage cut short may be too small to measure the rate.
    if (paths >= std::floor(next_paths) / 2)
        next_paths = running::BatchSizes(claim.threads, claim.planned->plan).after(paths, seconds);
}

void WorkQueue::fail(Claim const& claim, Failure const& why) {
    Lock lock = lock_unless_abandoned(mutex_);
    Work& work = *works_[claim.run];
    --work.claims_out;
    --claims_out_;
    if (!batch_.states[claim.run].failure) batch_.states[claim.run].failure = why;
    work.todo = {};
    close_if_done(claim.run, lock);
    changed_.notify_all();
}

void WorkQueue::hand_back(Claim const& claim) {
    Lock const lock = lock_unless_abandoned(mutex_);
    works_[claim.run]->todo.add(claim.range);
    --works_[claim.run]->claims_out;
    --claims_out_;
    changed_.notify_all();
}

bool WorkQueue::leave(Claim const& claim) {
    Lock lock = lock_unless_abandoned(mutex_);
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
