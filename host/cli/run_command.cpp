#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include "host/batch/batch.hpp"
#include "host/batch/batch_progress.hpp"
#include "host/batch/part_file.hpp"
#include "host/batch/run_batch.hpp"
#include "host/cli/checkpoint.hpp"
#include "host/cli/commands.hpp"
#include "host/cli/deliver.hpp"
#include "host/cli/finished_before.hpp"
#include "host/cli/forecast.hpp"
#include "host/cli/launcher.hpp"
#include "host/cli/memory_forecast.hpp"
#include "host/cli/output_checks.hpp"
#include "host/cli/results.hpp"
#include "host/errors.hpp"
#include "host/ranks/ranks.hpp"
#include "host/running/stop_signal.hpp"
#include "host/scenario/read_scenario.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/storage/output_lock.hpp"
#include "host/words/numbers.hpp"

namespace liq::cli {
namespace {

/// The keys that options set, for one file.
batch::AskedFile asked(RunOptions const& options, std::string const& file) {
    batch::AskedFile result{file, options.set};
    if (options.paths) result.set.push_back("simulation.paths=" + *options.paths);
    if (options.seed) result.set.push_back("simulation.seed=" + *options.seed);
    if (!options.target_error) return result;
    std::string outcome;
    try {
        // The outcome stays the scenario's, which has to be read to know it.
        auto const written =
            scenario::read_scenario(file, result.set).simulation.target_standard_error;
        if (written) outcome = written->outcome;
    } catch (Error const&) {  // said when the file is read as part of the batch
    }
    result.set.push_back("simulation.target_standard_error=" +
                         (outcome.empty() ? *options.target_error
                                          : "{ outcome = " + scenario::toml_string(outcome) +
                                                ", value = " + *options.target_error + " }"));
    return result;
}

batch::Shard shard_of(RunOptions const& options) {
    if (!options.shard) return {};
    batch::Shard shard{0, 0};
    std::string const& text = *options.shard;
    auto const slash = text.find('/');
    auto const number = [](std::string const& digits) {
        bool const good = !digits.empty() && digits.size() <= 4 &&
                          std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
        return good ? std::stoi(digits) : 0;
    };
    if (slash != text.npos) shard = {number(text.substr(0, slash)), number(text.substr(slash + 1))};
    require(1 <= shard.index && shard.index <= shard.count &&
                shard.count <= static_cast<int>(batch::most_blocks),
            "--shard " + text + ": is not I/N with I from 1 to N; accepted: 1/1 to " +
                std::to_string(batch::most_blocks) + "/" + std::to_string(batch::most_blocks));
    require(!options.report_file.empty(), "--shard " + text + ": needs -o, the part's file");
    return shard;
}

/// Shards do not know each other's errors, so none can say when all have enough paths.
void check_targets(RunOptions const& options, batch::Batch const& batch) {
    if (!options.shard) return;
    for (batch::BatchRun const& run : batch.runs)
        require(!run.scenario || !run.scenario->simulation.target_standard_error,
                "--shard " + *options.shard +
                    ": does not go with a target of the standard error (--target-se, "
                    "simulation.target_standard_error): a shard does not know the errors of the "
                    "others. Give --paths instead");
}

/// A rank of a job takes one card, its own among those of the machine.
batch::Devices devices_of(RunOptions const& options, ranks::Ranks const& ranks,
                          std::string& explanation) {
    if (ranks.count() == 1) return batch::make_devices(options.backend, explanation);
    BackendChoice choice = options.backend;
    choice.card = ranks.local() % std::max(1, n_cuda_cards());
    batch::Devices devices;
    devices.push_back(make_backend(choice, explanation));
    return devices;
}

batch::Machine machine_of(batch::Devices const& devices, ranks::Ranks const& ranks,
                          std::string const& explanation) {
    Backend const& first = *devices.front();
    int const count = static_cast<int>(devices.size()) * ranks.count();
    bool const several = count > 1 && (first.threads() == 0 || ranks.count() > 1);
    return {first.name(), (several ? std::to_string(count) + " x " : "") + first.device(),
            first.threads() * count, count, explanation};
}

/// What a rank other than the first does: it simulates, and leaves words to rank 0. A signal is
/// rank 0's to answer, which lets the others go.
int work_for_others(RunOptions const& options, batch::Batch const& batch, ranks::Ranks& ranks) {
    std::string explanation;
    batch::Devices const devices = devices_of(options, ranks, explanation);
    running::StopSignal const ignored;
    ranks.work(batch, *devices.front());
    return static_cast<int>(Exit::done);
}

batch::BatchEnd simulate(RunOptions const& options, batch::Batch& batch,
                         batch::Devices const& devices, batch::Machine const& machine,
                         ranks::Ranks& ranks, running::StopSignal const& signal, Delivery* delivery,
                         Messages const& messages) {
    using Style = running::ProgressLine::Style;
    Style const style = options.quiet           ? Style::none
                        : isatty(STDERR_FILENO) ? Style::redrawn
                                                : Style::now_and_then;
    batch::BatchProgressLine line(style, batch);
    batch::BatchWatch watch{[&] { return signal.received() != 0; },
                            [&](batch::BatchProgress const& progress) { line.show(progress); },
                            {},
                            options.checkpoint_every,
                            {},
                            ranks.count() - 1,
                            {}};
    // Ranks wait for answers; where there are some, runs are concluded at the end.
    if (ranks.count() > 1) watch.serve = [&](batch::WorkQueue& queue) { ranks.serve(queue); };
    if (ranks.count() == 1 && delivery != nullptr)
        watch.conclude = [&](std::size_t end) { return delivery->conclude(end); };
    if (!options.report_file.empty())
        watch.keep = [&](auto const& states) { keep(options, batch, states, machine, messages); };
    batch::BatchEnd const end = batch::run_batch(batch, devices, watch);
    // Ranks that do not answer would be waited for; they end with the job.
    if (end != batch::BatchEnd::abandoned) ranks.dismiss();
    return end;
}

/// Says how a batch ended that did not come to its end.
Exit exit_of_stop(RunOptions const& options, batch::Batch const& batch, int signal,
                  Messages const& messages) {
    std::string after;
    if (batch.runs.size() == 1) {
        auto const paths = static_cast<double>(batch.states[0].done.count());
        auto const of = static_cast<double>(batch.share(0).count);
        after = words::count_at_a_glance(paths) + " of " + words::count_at_a_glance(of) + " paths" +
                (paths > 0 ? "; the result is of these" : "; there is no result");
    } else {
        auto const ended = std::ranges::count_if(batch.states, [](batch::RunState const& state) {
            return state.ended || state.failure;
        });
        after = std::to_string(ended) + " of " + std::to_string(batch.runs.size()) + " runs";
    }
    std::error_code unknown;
    if (!options.report_file.empty() &&
        std::filesystem::exists(checkpoint_of(options.report_file), unknown))
        after += ". The same command with --resume goes on";
    messages.note(running::signal_in_words(signal) + " after " + after);
    return running::exit_of_signal(signal);
}

bool any_paths(batch::Batch const& batch) {
    return std::ranges::any_of(batch.states,
                               [](batch::RunState const& s) { return !s.done.empty(); });
}

/// Seconds after a signal in which results are concluded; what is left then stays in the
/// checkpoint.
constexpr double time_to_conclude = 1.0;

/// The report or the part, and what is printed.
/// \param delivery  of a report; null for a part
Delivered hand_over(RunOptions const& options, batch::Batch const& batch,
                    batch::Machine const& machine, bool all_ended, Delivery* delivery,
                    running::StopSignal const& signal, Messages const& messages) {
    if (delivery != nullptr) {
        if (any_paths(batch) || batch.runs.size() > 1)
            return delivery->finish(messages,
                                    [&] { return signal.seconds_since() > time_to_conclude; });
    } else if (all_ended) {
        batch::write_part(options.report_file, batch, batch.states, machine);
        messages.note("part " + *options.shard + " written to " + options.report_file);
    }
    return {};
}

/// Saves and prints what a batch found. \returns the exit code
int end_run(RunOptions const& options, batch::Batch const& batch, batch::Machine const& machine,
            batch::BatchEnd end, Delivery* delivery, running::StopSignal const& signal,
            Messages const& messages) {
    bool const all = end == batch::BatchEnd::all_runs;
    // What the machine failed at can be tried again, without the rest.
    bool const again = std::ranges::any_of(batch.states, [](batch::RunState const& state) {
        return state.failure && state.failure->exit == Exit::failed;
    });
    bool const has_file = !options.report_file.empty();
    bool const keeps = has_file && (!all || again);
    auto const keep_all = [&] { keep(options, batch, batch.states, machine, messages); };
    if (keeps && any_paths(batch)) keep_all();
    Delivered delivered;
    try {
        delivered = hand_over(options, batch, machine, all, delivery, signal, messages);
    } catch (Error const&) {  // the work is not lost with the report: --resume writes it again
        if (has_file && !keeps) keep_all();
        throw;
    }
    if (!delivered.in_full && has_file) {
        if (!keeps) keep_all();
        messages.note("the report is not written: concluding and writing " +
                      std::to_string(batch.runs.size()) + " runs takes longer than a stop may");
    }
    if (!all || !delivered.in_full)
        return static_cast<int>(exit_of_stop(options, batch, signal.received(), messages));
    std::error_code unknown;
    if (has_file && !again) std::filesystem::remove(checkpoint_of(options.report_file), unknown);
    return static_cast<int>(exit_of_failures(batch, delivered.judged, messages));
}

int run_as(ranks::Ranks& ranks, RunOptions const& options, Messages const& messages) {
    require_output_is_no_input(options);
    std::vector<batch::AskedFile> files;
    for (std::string const& file : options.scenarios) files.push_back(asked(options, file));
    check_number_of_runs(batch::number_of_runs(files), !options.report_file.empty());
    batch::Batch batch = batch::read_batch(files);
    batch.shard = shard_of(options);
    check_targets(options, batch);
    bool const alone = batch.runs.size() == 1;
    // What is wrong with the only run is said before anything else is. Its plan is kept until the
    // end, for all that look at it.
    auto const plan = alone ? batch.plan(0) : nullptr;
    bool const agree = ranks.agree_on(batch::sha256_of_inputs(batch));
    if (!agree && ranks.rank() > 0) return static_cast<int>(Exit::bad_input);
    require(agree, "the ranks of this job have read different scenarios, options or markets");
    if (ranks.rank() > 0) return work_for_others(options, batch, ranks);
    check_report_file(options, batch);
    std::optional<storage::OutputLock> lock;  // a dry run touches nothing
    if (!options.report_file.empty() && !options.dry_run) lock.emplace(options.report_file);

    std::string explanation;
    batch::Devices const devices = devices_of(options, ranks, explanation);
    batch::Machine const machine = machine_of(devices, ranks, explanation);
    if (!explanation.empty()) messages.note(explanation);
    check_memory(batch, machine, !options.report_file.empty());
    if (options.dry_run) {
        ranks.dismiss();
        print_result(forecast(batch, machine, *devices.front(), !options.report_file.empty()));
        return static_cast<int>(exit_of_failures(batch, Exit::done, messages));
    }
    std::error_code unknown;
    bool const has_checkpoint = lock && std::filesystem::exists(std::filesystem::symlink_status(
                                            checkpoint_of(options.report_file), unknown));
    if (has_checkpoint && options.resume) {
        resume(options, batch);
        messages.note("continuing from " + checkpoint_of(options.report_file).string());
    } else if (has_checkpoint) {
        put_checkpoint_aside(options, messages);
    } else if (options.resume) {
        if (auto const exit = finished_before(options, batch, messages)) {
            ranks.dismiss();
            return static_cast<int>(*exit);
        }
    }

    running::StopSignal const signal;
    std::optional<Delivery> report;
    if (!options.shard) report.emplace(options, batch, machine);
    Delivery* const delivery = report ? &*report : nullptr;
    batch::BatchEnd const end =
        simulate(options, batch, devices, machine, ranks, signal, delivery, messages);
    if (end != batch::BatchEnd::abandoned)
        return end_run(options, batch, machine, end, delivery, signal, messages);
    // Threads that are left behind use the batch and the devices: no way may lead out of here.
    Exit exit = running::exit_of_signal(signal.received());
    try {
        end_run(options, batch, machine, end, delivery, signal, messages);
    } catch (std::exception const& error) {
        messages.error(error.what());
        auto const* const known = dynamic_cast<Error const*>(&error);
        exit = known != nullptr ? known->exit() : Exit::failed;
    }
    report.reset();
    lock.reset();  // the next run need not find out that this one is gone
    ranks.abort(exit);
    std::fflush(nullptr);
    std::_Exit(static_cast<int>(exit));
}

}  // namespace

int run_command(RunOptions const& options, Messages const& messages) {
    ranks::Ranks ranks;
    require_one_job(ranks.count(), options.shard.has_value());
    if (ranks.count() == 1) return run_as(ranks, options, messages);
    try {
        return run_as(ranks, options, messages);
    } catch (std::exception const& error) {
        messages.error(error.what());  // leaving the job may end all its processes at once
        auto const* const known = dynamic_cast<Error const*>(&error);
        ranks.fail_with(known != nullptr ? known->exit() : Exit::failed);
        throw;
    }
}

}  // namespace liq::cli
