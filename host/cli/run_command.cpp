#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "host/batch/batch.hpp"
#include "host/batch/batch_progress.hpp"
#include "host/batch/draws.hpp"
#include "host/batch/part_file.hpp"
#include "host/batch/run_batch.hpp"
#include "host/cli/checkpoint.hpp"
#include "host/cli/commands.hpp"
#include "host/cli/deliver.hpp"
#include "host/cli/finished_before.hpp"
#include "host/cli/forecast.hpp"
#include "host/cli/launcher.hpp"
#include "host/cli/market_age.hpp"
#include "host/cli/memory_forecast.hpp"
#include "host/cli/output_checks.hpp"
#include "host/cli/results.hpp"
#include "host/cli/run_end.hpp"
#include "host/cli/run_inputs.hpp"
#include "host/errors.hpp"
#include "host/ranks/ranks.hpp"
#include "host/running/stop_signal.hpp"
#include "host/storage/output_lock.hpp"
#include "host/words/numbers.hpp"

namespace liq::cli {
namespace {

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
    watch.report_is_due = [&] { return line.is_due(); };
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

/// Continues from a checkpoint, or puts it aside where the run starts from the beginning. A dry run
/// has ended before.
/// \returns an exit code where an earlier call has finished the batch already
std::optional<Exit> take_up(RunOptions const& options, batch::Batch& batch,
                            Messages const& messages) {
    if (options.report_file.empty()) return std::nullopt;
    std::error_code unknown;
    auto const file = checkpoint_of(options.report_file);
    auto const what = std::filesystem::symlink_status(file, unknown);
    bool const is_there = std::filesystem::exists(what);
    if (is_there && !std::filesystem::is_regular_file(what))
        throw Error(Exit::no_file, file.string() +
                                       ": is not a file, and this run needs its name for a "
                                       "checkpoint. Move it, or choose another name with -o");
    if (is_there && options.resume) {
        resume(options, batch);
        messages.note("continuing from " + file.string());
    } else if (is_there) {
        put_checkpoint_aside(options, messages);
    } else if (options.resume) {
        return finished_before(options, batch, messages);
    }
    return std::nullopt;
}

/// Ends the process while threads still use the batch and the devices: no way may lead out of here.
[[noreturn]] void leave_threads_behind(std::function<void()> const& end,
                                       std::function<void()> const& release, Exit exit,
                                       ranks::Ranks& ranks, Messages const& messages) {
    try {
        end();
    } catch (std::exception const& error) {
        messages.error(error.what());
        auto const* const known = dynamic_cast<Error const*>(&error);
        exit = known != nullptr ? known->exit() : Exit::failed;
    }
    release();
    ranks.abort(exit);
    std::fflush(nullptr);
    std::_Exit(static_cast<int>(exit));
}

int run_as(ranks::Ranks& ranks, RunOptions const& options, Messages const& messages) {
    require_output_is_no_input(options);
    batch::Batch batch = asked_batch(options);
    bool const alone = batch.runs.size() == 1;
    // What is wrong with the only run is said before anything else is. Its plan is kept until the
    // end, for all that look at it.
    auto const plan = alone ? batch.plan(0) : nullptr;
    bool const agree = ranks.agree_on(batch::sha256_of_inputs(batch));
    if (!agree && ranks.rank() > 0) return static_cast<int>(Exit::bad_input);
    require(agree, "the ranks of this job have read different scenarios, options or markets");
    if (ranks.rank() > 0) return work_for_others(options, batch, ranks);
    check_market_ages(batch, options.strict, std::time(nullptr), messages);
    batch::check_draws(batch);
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
    if (auto const exit = take_up(options, batch, messages)) {
        ranks.dismiss();
        return static_cast<int>(*exit);
    }

    running::StopSignal const signal;
    std::optional<Delivery> report;
    if (!options.shard) report.emplace(options, batch, machine);
    if (report && batch::asks_for_draws(batch)) {
        messages.note("simulating draws of estimated inputs first");
        report->set_moves(
            batch::simulate_draws(batch, devices, [&] { return signal.received() != 0; }));
    }
    Delivery* const delivery = report ? &*report : nullptr;
    batch::BatchEnd const end =
        simulate(options, batch, devices, machine, ranks, signal, delivery, messages);
    if (end != batch::BatchEnd::abandoned)
        return end_run(options, batch, machine, end, delivery, signal, messages);
    leave_threads_behind([&] { end_run(options, batch, machine, end, delivery, signal, messages); },
                         [&] {
                             report.reset();
                             lock.reset();  // the next run need not find out that this one is gone
                         },
                         running::exit_of_signal(signal.received()), ranks, messages);
}

}  // namespace

int run_command(RunOptions const& options, Messages const& messages) {
    Launched const job = launched();
    ranks::Ranks ranks;
    require_one_job(job, ranks.count(), options.shard.has_value());
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
