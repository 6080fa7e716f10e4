#include "host/cli/stress_command.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "host/cli/launcher.hpp"
#include "host/cli/output_checks.hpp"
#include "host/cli/recipe_output.hpp"
#include "host/cli/results.hpp"
#include "host/errors.hpp"
#include "host/market/read_market.hpp"
#include "host/running/stop_signal.hpp"
#include "host/scenario/read_scenario.hpp"
#include "host/scenario/scenario_file.hpp"
#include "host/storage/output_path.hpp"
#include "host/stress/stress_report.hpp"
#include "host/words/numbers.hpp"
#include "host/words/printable.hpp"
#include "host/words/terminal.hpp"

namespace liq::cli {
namespace {

using Clock = std::chrono::steady_clock;

/// The progress as one line that is redrawn on a terminal; elsewhere a new line every ten seconds.
class SearchLine {
  public:
    explicit SearchLine(bool quiet) : quiet_(quiet), redrawn_(isatty(STDERR_FILENO) != 0) {
        if (!redrawn_) next_ += std::chrono::seconds(10);
    }
    ~SearchLine() {
        if (drawn_) std::fprintf(stderr, "\r\033[K");
    }
    SearchLine(SearchLine const&) = delete;
    SearchLine& operator=(SearchLine const&) = delete;

    void show(stress::StressProgress const& progress) {
        if (quiet_ || Clock::now() < next_) return;
        std::string text = text_of(progress);
        if (redrawn_) {
            auto const columns = static_cast<std::size_t>(words::terminal_width(STDERR_FILENO)) - 1;
            text.resize(std::min(text.size(), columns));
            std::fprintf(stderr, "\r\033[K%s", words::printable(text).c_str());
            std::fflush(stderr);
            drawn_ = true;
            next_ = Clock::now() + std::chrono::milliseconds(200);
        } else {
            std::fprintf(stderr, "liqcascade: %s\n", words::printable(text).c_str());
            next_ = Clock::now() + std::chrono::seconds(10);
        }
    }

  private:
    static std::string text_of(stress::StressProgress const& progress) {
        std::string text = "simulation " + words::whole(progress.trials_done + 1) + ", " +
                           words::percent(static_cast<double>(progress.trial->paths) /
                                              static_cast<double>(progress.paths_asked),
                                          0) +
                           " of " + words::whole(progress.paths_asked) + " paths:";
        for (std::size_t key = 0; key < progress.keys->size(); ++key) {
            stress::StressKey const& one = (*progress.keys)[key];
            text += " " + one.name + (one.has_sides() ? " x " : " ") +
                    words::significant(one.value(progress.trial->change[key]));
        }
        findings::Estimate const& estimate = progress.trial->estimate;
        bool const is_money = estimate.trials == 0;
        auto const in_words = [&](double value) {
            return is_money ? words::money(value) : words::percent(value);
        };
        return text + ", " + in_words(estimate.probability) + " +- " +
               in_words(estimate.standard_error);
    }

    bool quiet_, redrawn_, drawn_ = false;
    Clock::time_point next_ = Clock::now();
};

stress::StressQuestion question_of(StressOptions const& options) {
    stress::StressQuestion question = options.question;
    question.set = options.changes();
    scenario::require_distinct_in(question.scenario, question.set);
    return question;
}

/// Refuses an output that is an input, or that cannot be written.
void check_output(StressOptions const& options, scenario::Scenario const& base) {
    if (options.output.empty()) return;
    require_output_is_not(options.output, options.question.scenario);
    require_output_is_not(options.output, base.market_path);
    if (base.portfolio.file)
        require_output_is_not(options.output, base.source.parent_path() / *base.portfolio.file);
    storage::check_can_write(options.output);
}

Exit end_of(stress::StressResult const& result, int signal, Messages const& messages) {
    if (!result.complete) {
        messages.note(running::signal_in_words(signal) + " after " +
                      words::whole(result.trials.size()) + " simulations");
        return running::exit_of_signal(signal);
    }
    if (result.there_already || result.nearest >= 0) return Exit::done;
    messages.error("stress: " + result.asked.outcome + " does not reach " +
                   words::significant(result.asked.reach) + " with any accepted value of the keys");
    return Exit::failed;
}

}  // namespace

CLI::App& add_stress_command(CLI::App& program, StressOptions& options) {
    CLI::App& stress = *program.add_subcommand(
        "stress",
        "Find the smallest change of one or two keys that gives an outcome this probability");
    stress::StressQuestion& question = options.question;
    stress.add_option("scenario", question.scenario, "Scenario file")
        ->required()
        ->type_name("SCENARIO.toml");
    stress
        .add_option("--outcome", question.outcome,
                    "The outcome that has to reach the probability, or a number of the desk's "
                    "positions, such as portfolio.es99 or portfolio.loss (the mean loss)")
        ->required()
        ->type_name("EVENT.OUTCOME");
    stress.add_option("--reach", question.reach, "The probability, or the USD, to be reached")
        ->required()
        ->type_name("P");
    stress
        .add_option("--vary", question.vary,
                    "One or two numbers of the scenario, such as price.volatility impact.depth; "
                    "two give the contour of all changes with this probability")
        ->required()
        ->expected(1, 64)
        ->type_name("KEY");
    stress
        .add_option("--points", question.points,
                    "Points of the contour, before those around the smallest change are added")
        ->check(CLI::Range(2, 1000).description(""))
        ->type_name("N")
        ->capture_default_str();
    stress.add_option("-o,--output", options.output, "Write the result and all simulations (HDF5)")
        ->type_name("STRESS.h5");
    return stress;
}

int stress_command(StressOptions const& options, Messages const& messages) {
    require_one_task(launched(), "stress");
    stress::StressQuestion const question = question_of(options);
    scenario::Scenario const base = scenario::read_scenario(question.scenario, question.set);
    check_output(options, base);
    market::Market const market = market::read_market(base.market_path);
    std::string explanation;
    auto const backend = make_backend(options.backend, explanation);
    if (!explanation.empty()) messages.note(explanation);

    running::StopSignal const signal;
    backend->watch(&signal.flag());
    stress::StressResult const result = [&] {
        SearchLine line(options.quiet);
        return stress::run_stress(
            question, market, *backend, [&] { return signal.received() != 0; },
            [&](stress::StressProgress const& progress) { line.show(progress); });
    }();
    print_result(options.json ? stress::stress_json(result)
                              : stress::stress_text(result, text_style(options.colour)));
    if (!options.output.empty()) {
        std::vector<std::byte> const bytes = stress::stress_file(result);
        write_whole({reinterpret_cast<char const*>(bytes.data()), bytes.size()}, options.output);
        messages.note("stress test written to " + options.output);
    }
    return static_cast<int>(end_of(result, signal.received(), messages));
}

}  // namespace liq::cli
