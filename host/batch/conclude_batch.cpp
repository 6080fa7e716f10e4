#include "host/batch/conclude_batch.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <optional>
#include <thread>

#include "host/results/conclude.hpp"
#include "host/scenario/resolved_text.hpp"
#include "host/storage/sha256.hpp"
#include "kernels/cpu/usable_cores.hpp"

namespace liq::batch {
namespace {

/// A run's plan and its counters, in full.
struct Counted {
    std::shared_ptr<planning::PlannedRun const> planned;
    Totals totals;
};

Counted counted(Batch const& batch, std::size_t run) {
    auto planned = batch.plan(run);
    Totals totals(planned->plan.layout);
    add_sparse(batch.states[run].totals, totals);
    return {std::move(planned), std::move(totals)};
}

/// What is known of a run without a result.
findings::RunFindings without_result(BatchRun const& run, Failure const& failure) {
    findings::RunFindings findings;
    findings.name =
        run.scenario ? run.scenario->name : std::filesystem::path(run.file).stem().string();
    findings.set = run.set;
    findings.failure = failure.what;
    if (run.scenario) {
        scenario::Scenario const& scenario = *run.scenario;
        findings.description = scenario.description;
        findings.scenario_text = scenario::resolved_text(scenario);
        findings.scenario_sha256 = storage::sha256_of_text(findings.scenario_text);
        findings.market_file = scenario.market.file;
        findings.seed = scenario.simulation.seed;
        findings.paths_asked = scenario.simulation.paths;
        findings.step = scenario.simulation.step;
        findings.horizon = scenario.simulation.horizon;
    }
    if (run.market) {
        findings.market_sha256 = run.market->sha256;
        findings.as_of = run.market->as_of;
        findings.asset = run.market->asset;
        findings.quote = run.market->quote;
    }
    return findings;
}

void add_machine(Machine const& machine, double seconds, findings::RunFindings& findings) {
    findings.backend = machine.backend;
    findings.device = machine.device;
    findings.backend_note = machine.note;
    findings.threads = machine.threads;
    // Devices work side by side: what each of them took, as if all had worked on this run alone.
    findings.seconds = seconds / std::max(1, machine.devices);
    if (findings.seconds > 0)
        // A path of the step check also makes twice as many steps of half the length.
        findings.path_steps_per_second =
            static_cast<double>(findings.paths + 2 * findings.step_check_paths) *
            static_cast<double>(findings.steps) / findings.seconds;
}

void add_differences(Batch const& batch, std::size_t run, Counted const& ours, Counted const& base,
                     findings::RunFindings& findings) {
    std::size_t const base_index = batch.runs[run].base;
    auto const counterpart = counterparts(*ours.planned, *batch.runs[run].scenario, *base.planned,
                                          *batch.runs[base_index].scenario);
    for (std::size_t i = 0; i < findings.outcomes.size(); ++i) {
        results::PairedEffect const difference =
            difference_to_base(*ours.planned, ours.totals, *base.planned, base.totals,
                               batch.states[run].comparison, static_cast<int>(i), counterpart[i]);
        findings.outcomes[i].difference_to_base = difference.difference;
        findings.outcomes[i].difference_to_base_standard_error = difference.standard_error;
    }
}

/// Does the work of indices [begin, end), by as many threads as there are cores.
template <class Work>
void side_by_side(std::size_t begin, std::size_t end, Work const& work) {
    std::size_t const n_threads = std::min(static_cast<std::size_t>(usable_cores()), end - begin);
    std::atomic<std::size_t> next = begin;
    std::vector<std::exception_ptr> errors(n_threads);
    std::vector<std::thread> threads;
    auto const take = [&](std::exception_ptr& error) {
        try {
            for (std::size_t i = next++; i < end; i = next++) work(i);
        } catch (...) {
            error = std::current_exception();
        }
    };
    for (std::size_t t = 1; t < n_threads; ++t) threads.emplace_back([&, t] { take(errors[t]); });
    take(errors[0]);
    for (std::thread& thread : threads) thread.join();
    for (auto const& error : errors)
        if (error) std::rethrow_exception(error);
}

bool has_result(Batch const& batch, std::size_t run) {
    return batch.runs[run].scenario && batch.runs[run].market && !batch.states[run].done.empty();
}

findings::ReportedRun conclude_run(Batch const& batch, Machine const& machine, std::size_t run,
                                   std::optional<Counted> const& of_base) {
    BatchRun const& asked = batch.runs[run];
    RunState const& state = batch.states[run];
    findings::ReportedRun reported{{}, asked.market};
    findings::RunFindings& findings = reported.findings;
    if (has_result(batch, run)) {
        bool const is_base = asked.base == run;
        std::optional<Counted> own;
        if (!is_base) own.emplace(counted(batch, run));
        Counted const& counts = is_base ? *of_base : *own;
        findings =
            results::conclude(*asked.scenario, *asked.market, *counts.planned, counts.totals);
        add_machine(machine, state.seconds, findings);
        if (state.failure) findings.failure = state.failure->what;
        if (state.failure) findings.complete = false;
        if (!is_base && of_base) add_differences(batch, run, counts, *of_base, findings);
    } else {
        Failure const never{Exit::failed, findings::never_started};
        findings = without_result(asked, state.failure.value_or(never));
    }
    findings.variant = asked.variant;
    if (asked.base != run) findings.base = asked.base;
    return reported;
}

}  // namespace

struct BatchConclusions::Base {
    std::size_t run = 0;
    std::optional<Counted> counts;  ///< none: it has no result
};

BatchConclusions::BatchConclusions(Batch const& batch, Machine machine)
    : batch_(batch), machine_(std::move(machine)) {}
BatchConclusions::~BatchConclusions() = default;

std::vector<findings::ReportedRun> BatchConclusions::next(std::size_t end) {
    if (next_ >= end) return {};
    std::size_t const base = batch_.runs[next_].base;
    if (base_ == nullptr || base_->run != base) {
        base_ = std::make_unique<Base>(base);
        if (has_result(batch_, base)) base_->counts.emplace(counted(batch_, base));
    }
    std::size_t const first = next_;
    std::size_t const most = std::min(end, first + static_cast<std::size_t>(usable_cores()));
    while (next_ < most && batch_.runs[next_].base == base) ++next_;
    std::vector<findings::ReportedRun> reported(next_ - first);
    side_by_side(first, next_, [&](std::size_t run) {
        reported[run - first] = conclude_run(batch_, machine_, run, base_->counts);
    });
    return reported;
}

findings::ReportedRun BatchConclusions::next_without_result() {
    BatchRun const& asked = batch_.runs[next_];
    findings::ReportedRun reported{
        has_result(batch_, next_)
            ? without_result(asked, {Exit::failed, findings::not_concluded})
            : without_result(asked, batch_.states[next_].failure.value_or(
                                        Failure{Exit::failed, findings::never_started})),
        asked.market};
    reported.findings.variant = asked.variant;
    if (asked.base != next_) reported.findings.base = asked.base;
    ++next_;
    return reported;
}

}  // namespace liq::batch
