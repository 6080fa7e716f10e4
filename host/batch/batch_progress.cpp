#include "host/batch/batch_progress.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "host/results/target.hpp"
#include "host/scenario/simulation_checks.hpp"
#include "host/words/numbers.hpp"

namespace liq::batch {

using Clock = std::chrono::steady_clock;

std::string batch_progress_text(BatchProgress const& progress, std::string const& current,
                                double seconds, double path_steps_before, std::size_t columns) {
    double const done = progress.path_steps_done, asked = std::max(1.0, progress.path_steps);
    double const rate = seconds > 0 ? (done - path_steps_before) / seconds : 0;
    std::array<char, 64> share{};
    std::snprintf(share.data(), share.size(), "%5.1f %%", 100 * std::min(1.0, done / asked));
    std::string const runs = "  " + std::to_string(progress.runs_ended) + " of " +
                             std::to_string(progress.runs) + " runs";
    std::string const left =
        rate > 0 ? "  " + words::about_duration(std::max(0.0, asked - done) / rate) + " left" : "";
    std::string const speed = "  " + words::count_at_a_glance(rate) + " path-steps/s";
    std::string text = share.data() + runs + speed + left + "  now " + current;
    if (text.size() > columns) text = share.data() + runs + left + "  now " + current;
    text.resize(std::min(text.size(), columns));
    return text;
}

BatchProgressLine::BatchProgressLine(running::ProgressLine::Style style, Batch const& batch)
    : batch_(batch), line_(style), start_(Clock::now()) {}

void BatchProgressLine::show(BatchProgress const& progress) {
    double const seconds = std::chrono::duration<double>(Clock::now() - start_).count();
    if (path_steps_before_ < 0) path_steps_before_ = progress.path_steps_done;
    if (progress.runs == 1) return show_alone(progress, seconds);
    BatchRun const& current = batch_.runs[progress.current];
    std::string name = current.scenario ? current.scenario->name : current.file;
    if (!current.variant.empty()) name += " " + current.variant;
    line_.draw([&](std::size_t columns) {
        return batch_progress_text(progress, name, seconds, path_steps_before_, columns);
    });
}

void BatchProgressLine::show_alone(BatchProgress const& progress, double seconds) {
    if (!progress.planned || !progress.totals || progress.totals->paths() == 0) return;
    planning::PlannedRun const& run = *progress.planned;
    scenario::Scenario const& scenario = *batch_.runs.front().scenario;
    int const outcome = run.target ? run.target->outcome : 0;
    running::ShownEstimate const shown{scenario::target_outcome(scenario),
                                       [&run, outcome](Totals const& totals) {
                                           return results::running_estimate(run, totals, outcome);
                                       },
                                       run.target ? run.target->standard_error : 0};
    running::Progress const so_far{progress.totals->paths(), batch_.share(0).count, run.plan.steps,
                                   seconds, &*progress.totals};
    line_.draw([&](std::size_t columns) { return running::progress_text(so_far, shown, columns); });
}

}  // namespace liq::batch
