#include "host/cli/run_end.hpp"

#include <algorithm>
#include <filesystem>
#include <string>

#include "host/cli/checkpoint.hpp"
#include "host/cli/output_checks.hpp"
#include "host/errors.hpp"
#include "host/words/numbers.hpp"
#include "kernels/thread_sanitizer.hpp"

namespace liq::cli {
namespace {

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
/// checkpoint. Under the sanitizer as much longer as the tests let everything take.
constexpr double time_to_conclude = under_thread_sanitizer ? 10.0 : 1.0;

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

}  // namespace

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

}  // namespace liq::cli
