#include "host/cli/backtest_engine.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "host/cli/launcher.hpp"
#include "host/running/progress_line.hpp"
#include "host/running/stop_signal.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"
#include "host/words/utc_time.hpp"

namespace liq::cli {
namespace {

using validation::EngineProgress;

/// Shows how far the simulations of a backtest are.
class StartsLine {
  public:
    StartsLine(std::string scenario, bool quiet, Messages const& messages)
        : scenario_(std::move(scenario)), messages_(messages), line_(style_of(quiet)) {}

    void show(EngineProgress const& progress) {
        if (progress.start == 0 && progress.paths == 0) announce(progress);
        double const done =
            static_cast<double>(progress.start) +
            static_cast<double>(progress.paths) / static_cast<double>(progress.n_paths);
        line_.draw([&](std::size_t columns) { return text(progress, done, columns); });
    }

  private:
    using Clock = std::chrono::steady_clock;

    static running::ProgressLine::Style style_of(bool quiet) {
        using Style = running::ProgressLine::Style;
        if (quiet) return Style::none;
        return isatty(STDERR_FILENO) != 0 ? Style::redrawn : Style::now_and_then;
    }

    void announce(EngineProgress const& progress) {
        begin_ = Clock::now();
        double const path_steps = static_cast<double>(progress.n_starts) *
                                  static_cast<double>(progress.n_paths) * progress.steps;
        messages_.note(scenario_ + " is simulated at " + words::whole(progress.n_starts) + " of " +
                       words::counted(progress.n_daily, "daily start") +
                       " (--starts): " + words::whole(progress.n_paths) + " paths (--paths) of " +
                       words::whole(static_cast<std::uint64_t>(progress.steps)) + " steps each, " +
                       words::count_at_a_glance(path_steps) + " path-steps");
    }

    [[nodiscard]] std::string text(EngineProgress const& progress, double done,
                                   std::size_t columns) const {
        auto const all = static_cast<double>(progress.n_starts);
        double const took = std::chrono::duration<double>(Clock::now() - begin_).count();
        std::string line =
            words::percent(done / all, 0) + "  start " + words::whole(progress.start + 1) + " of " +
            words::whole(progress.n_starts) + ", " + words::iso_utc(progress.time).substr(0, 10);
        if (done > 0) line += "  " + words::about_duration(took * (all - done) / done) + " left";
        line.resize(std::min(line.size(), columns));
        return line;
    }

    std::string scenario_;
    Messages const& messages_;
    running::ProgressLine line_;
    Clock::time_point begin_ = Clock::now();
};

}  // namespace

SimulatedBacktest simulated_backtest(validation::BacktestSettings const& settings,
                                     BackendChoice const& choice, bool quiet,
                                     Messages const& messages) {
    require_one_task(launched(), "backtest --scenario");
    std::string explanation;
    auto const backend = make_backend(choice, explanation);
    if (!explanation.empty()) messages.note(explanation);
    running::StopSignal const signal;
    backend->watch(&signal.flag());
    try {
        StartsLine line(std::filesystem::path(settings.engine.scenario).filename().string(), quiet,
                        messages);
        validation::Engine engine{*backend, [&] { return signal.received() != 0; },
                                  [&](EngineProgress const& progress) { line.show(progress); }};
        return {validation::run_backtest(settings, &engine), 0};
    } catch (validation::SimulationsStopped const& stopped) {
        messages.note(running::signal_in_words(signal.received()) + " after " +
                      words::whole(stopped.done) + " of " +
                      words::counted(stopped.n_starts, "start") + "; nothing was scored");
        return {std::nullopt, signal.received()};
    }
}

}  // namespace liq::cli
