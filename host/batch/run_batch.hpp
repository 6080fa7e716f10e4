/// \file
/// Simulates a batch on the devices of this process, one host thread each.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "host/batch/batch.hpp"
#include "host/batch/work_queue.hpp"
#include "kernels/backend.hpp"
#include "kernels/thread_sanitizer.hpp"

namespace liq::batch {

using Devices = std::vector<std::unique_ptr<Backend>>;

/// The devices for a choice: every card, or each of the processor's threads by itself, so that they
/// can work on different runs. `explanation` as in `make_backend`.
/// \throws BackendMissing
Devices make_devices(BackendChoice const& choice, std::string& explanation);

/// What is asked and told while a batch runs, all from the calling thread.
struct BatchWatch {
    std::function<bool()> stop;                        ///< whether to end early
    std::function<void(BatchProgress const&)> report;  ///< how far it is, now and then
    /// Keeps what is known, every so many seconds; what it throws ends the batch early.
    std::function<void(std::vector<RunState> const&)> keep;
    double keep_every = 60;  ///< [s]
    /// Looks after devices elsewhere, very often; empty: there are none.
    std::function<void(WorkQueue&)> serve;
    int devices_elsewhere = 0;
    /// Concludes runs, a few at a time: those before its argument have ended, and nothing of them
    /// changes any more. Returns whether there are more of them. Empty: they wait for the end.
    std::function<bool(std::size_t)> conclude = {};
    /// After a stop, devices are told to end within their claims; those that do not answer for so
    /// long are left behind [s].
    double let_answer = under_thread_sanitizer ? 60 : 0.5;
    /// Whether a report would be looked at: it copies all counts of a run, which took a tenth of
    /// the time of short ones. Empty: always.
    std::function<bool()> report_is_due = {};
};

/// How `run_batch` ended.
enum class BatchEnd {
    all_runs,  ///< every run has ended
    stopped,   ///< `watch.stop` said so; what the devices were at is done, or given up
    /// The same, and a device did not answer within a second (a card within a long claim, a run
    /// that takes long to plan): its thread goes on. The batch is safe to read and is not to be
    /// destroyed, nor are the devices: the process has to end without destructors.
    abandoned,
};

/// Runs until every run has ended or `watch.stop` says so; it then takes about a second at most.
BatchEnd run_batch(Batch& batch, Devices const& devices, BatchWatch const& watch);

/// One device's part: takes claims until there are none.
void work_through(WorkQueue& queue, Backend& device);

}  // namespace liq::batch
