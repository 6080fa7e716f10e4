#include "host/cli/backtest_command.hpp"

#include <CLI/CLI.hpp>
#include <optional>

#include "host/cli/backtest_engine.hpp"
#include "host/cli/choices.hpp"
#include "host/cli/output_checks.hpp"
#include "host/cli/recipe_output.hpp"
#include "host/cli/results.hpp"
#include "host/cli/shared_options.hpp"
#include "host/errors.hpp"
#include "host/running/stop_signal.hpp"
#include "host/scenario/read_scenario.hpp"
#include "host/scenario/scenario_file.hpp"
#include "host/storage/output_path.hpp"
#include "host/validation/backtest_report.hpp"
#include "host/words/printable.hpp"
#include "host/words/utc_time.hpp"

namespace liq::cli {
namespace {

using validation::BacktestSettings;

constexpr std::size_t length_of_date = 10;

/// A date, or a time in UTC, of an option; nothing where it was not given.
std::optional<std::int64_t> time_of(char const* option, std::string const& text) {
    if (text.empty()) return std::nullopt;
    auto const time = words::parse_utc_milliseconds(text, text.size() != length_of_date);
    require(time.has_value(), std::string(option) + " = \"" + words::printable(text) +
                                  "\" is not a date in UTC, such as 2017-01-01");
    return *time / 1'000;
}

void add_history_options(CLI::App& command, BacktestOptions& options) {
    auto& history = options.settings.history;
    command.option_defaults()->group("History");
    command
        .add_option("--format", history.format, "Format of the files (`schema recipe` lists them)")
        ->type_name("NAME")
        ->capture_default_str();
    command
        .add_option(
            "--column", options.columns,
            "Which column of a CSV file holds what: time, open, high, low or close, with its "
            "name, or its number from 1; repeatable")
        ->type_name("WHAT=NAME")
        ->take_all()
        ->allow_extra_args(false);
    command.add_option("--delimiter", history.reading.delimiter, "Between the cells of a CSV file")
        ->type_name("CHARACTER");
    command
        .add_option("--symbol", history.reading.symbol, "Of the contract, where files have several")
        ->type_name("NAME");
    command
        .add_option_function<std::string>(
            "--label",
            [&history](std::string const& word) {
                history.label = word == "start" ? data::Label::start : data::Label::end;
            },
            "Whether the time of a candle is its begin or its end; default: what the format says")
        ->check(CLI::IsMember(std::vector<std::string>{"start", "end"}).description(""))
        ->type_name("start|end");
    auto& repairs = options.settings.repairs;
    add_choice(command, "--on-duplicate", repairs.duplicate, data::on_duplicate_words,
               "Different candles of one time: refuse (default), or take the first or the last");
    add_choice(command, "--on-disorder", repairs.disorder, data::on_disorder_words,
               "Highs below open or close, or lows above them, by at most 1 % and in at most 1 of "
               "1,000 candles: extend (default) or refuse");
    command
        .add_option("--history-from", options.history_from, "Do not use candles before this date")
        ->type_name("DATE");
}

void add_question_options(CLI::App& command, BacktestOptions& options) {
    auto& settings = options.settings;
    command.option_defaults()->group("Questions");
    command
        .add_option("--from", options.from,
                    "First start; default: the first of January that has three years of "
                    "history before it")
        ->type_name("DATE");
    command
        .add_option("--to", options.to,
                    "Last start; default: the last one with the longest horizon behind it")
        ->type_name("DATE");
    command.add_option("--horizon", settings.horizons, "Days; default: 7 14 30")
        ->check(CLI::Range(1, 365).description(""))
        ->expected(1, 16)
        ->type_name("N");
    command
        .add_option("--race", options.race,
                    "Log distances of the levels of the race, up and down; default: those of the "
                    "scenario, without one those of 113,000 and 93,000 from 101,500")
        ->expected(2)
        ->type_name("UP DOWN");
    command
        .add_option("--touch", options.percents,
                    "Moves of the price up and down, in %; default: 5 10 20")
        ->expected(1, 64)
        ->type_name("X");
    command
        .add_option("--implied", settings.implied,
                    "CSV file of a date and an annualised implied volatility in %: adds models D "
                    "and 0.85D, which use the value of the day before")
        ->type_name("FILE");
    command
        .add_option("--implied-column", settings.implied_column,
                    "Its column of volatilities; default: dvol, implied, implied_volatility or "
                    "volatility")
        ->type_name("NAME");
}

void add_engine_options(CLI::App& command, BacktestOptions& options) {
    auto& engine = options.settings.engine;
    command.option_defaults()->group("Scenario");
    auto* const scenario =
        command
            .add_option("--scenario", engine.scenario,
                        "Scenario file: adds models S0 and S, its paths without and with its "
                        "cascade. At each start its market stands as its snapshot has it, moved to "
                        "the price of the start: the book of the snapshot, not that of the day")
            ->type_name("SCENARIO.toml");
    command
        .add_option("--starts", engine.starts,
                    "How many starts are simulated and scored, evenly spread; default: 200, or "
                    "all where there are fewer")
        ->check(CLI::PositiveNumber.description(""))
        ->needs(scenario)
        ->type_name("N");
    add_choice(command, "--law", engine.law, validation::engine_law_words,
               "Law of the price that is simulated: fitted (default), to the past of each start, "
               "as `calibrate price` does it; or scenario, its own at every start");
    command.get_option("--law")->needs(scenario);
    command
        .add_option("--set", options.scenario.set,
                    "Change a key of the scenario, such as impact.depth=100e6; repeatable")
        ->needs(scenario)
        ->type_name("KEY=VALUE")
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option("--paths", options.scenario.paths,
                    "Number of paths of each start; default: 1,000, or as many as the scenario has")
        ->needs(scenario)
        ->type_name("N");
}

BacktestSettings settings_of(BacktestOptions const& options) {
    BacktestSettings settings = options.settings;
    settings.history.prices_only = true;
    settings.history.reading.stated_by = data::StatedBy::options;
    for (auto const& column : options.columns) {
        auto const at = column.find('=');
        require(at != column.npos && at > 0 && at + 1 < column.size(),
                "--column " + words::printable(column) + " is not WHAT=NAME, such as time=ts");
        bool const is_new =
            settings.history.reading.columns.emplace(column.substr(0, at), column.substr(at + 1))
                .second;
        require(is_new, "--column " + words::printable(column) + ": it was named already");
    }
    settings.from = time_of("--from", options.from);
    settings.to = time_of("--to", options.to);
    settings.history_from = time_of("--history-from", options.history_from);
    if (!options.race.empty()) {
        settings.up = options.race[0];
        settings.down = options.race[1];
        settings.engine.own_race = false;
    }
    settings.engine.set = options.scenario.changes();
    if (!settings.engine.scenario.empty())
        scenario::require_distinct_in(settings.engine.scenario, settings.engine.set);
    if (!options.percents.empty()) settings.moves.clear();
    for (double const percent : options.percents) settings.moves.push_back(percent / 100);
    return settings;
}

/// Refuses an output that is an input, or that cannot be written.
void check_output(std::string const& output, BacktestSettings const& settings) {
    if (output.empty()) return;
    for (auto const& file : settings.history.files)
        if (file != "-") require_output_is_not(output, file);
    if (!settings.implied.empty()) require_output_is_not(output, settings.implied);
    auto const& engine = settings.engine;
    if (!engine.scenario.empty()) {
        require_output_is_not(output, engine.scenario);
        for (auto const& file : scenario::files_named_in(engine.scenario, engine.set))
            require_output_is_not(output, file);
    }
    storage::check_can_write(output);
}

}  // namespace

CLI::App& add_backtest_command(CLI::App& program, BacktestOptions& options) {
    CLI::App& backtest = *program.add_subcommand(
        "backtest", "Score forecasts of levels at every day of a history, with the past only");
    auto& settings = options.settings;
    backtest
        .add_option("history", settings.history.files,
                    "Candles of at most an hour, as exchanges hand them out or any CSV file")
        ->required()
        ->type_name("HISTORY...");
    add_history_options(backtest, options);
    add_question_options(backtest, options);
    add_engine_options(backtest, options);
    backtest.option_defaults()->group("Results");
    backtest.add_option("-o,--output", options.output, "Write all forecasts and tables (HDF5)")
        ->type_name("BACKTEST.h5");
    backtest.add_flag("--json", options.json, "Print the tables as one JSON document");
    backtest.add_option("--seed", settings.seed, "Of the resampling that gives the intervals")
        ->type_name("N")
        ->capture_default_str();
    backtest.add_option("--replicates", settings.replicates, "Number of resamplings")
        ->check(CLI::Range(100, 100'000).description(""))
        ->type_name("N")
        ->capture_default_str();
    backtest.add_flag("--quiet", options.quiet, "Print no progress and no notes");
    add_colour(backtest, options.colour);
    add_machine_options(backtest, options.backend);
    return backtest;
}

int backtest_command(BacktestOptions const& options, Messages const& messages) {
    BacktestSettings const settings = settings_of(options);
    check_output(options.output, settings);
    SimulatedBacktest scored;
    if (settings.engine.scenario.empty())
        scored.result = validation::run_backtest(settings);
    else
        scored = simulated_backtest(settings, options.backend, options.quiet, messages);
    if (!scored.result) return static_cast<int>(running::exit_of_signal(scored.signal));
    auto const& result = *scored.result;
    std::string const printed =
        options.json ? validation::backtest_json(result)
                     : validation::backtest_text(result, text_style(options.colour, options.quiet));
    if (!options.output.empty()) {
        auto const bytes = validation::backtest_file(result);
        write_whole({reinterpret_cast<char const*>(bytes.data()), bytes.size()}, options.output);
        messages.note("backtest written to " + options.output);
    }
    print_result(printed);
    return static_cast<int>(Exit::done);
}

}  // namespace liq::cli
