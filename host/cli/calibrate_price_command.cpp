#include "host/cli/calibrate_price_command.hpp"

#include <algorithm>
#include <filesystem>

#include "host/cli/choices.hpp"
#include "host/cli/output_checks.hpp"
#include "host/cli/recipe_output.hpp"
#include "host/cli/results.hpp"
#include "host/errors.hpp"
#include "host/estimation/forecast_law.hpp"
#include "host/running/stop_signal.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/storage/output_path.hpp"
#include "host/stress/traded_variance.hpp"
#include "host/words/numbers.hpp"
#include "host/words/printable.hpp"
#include "host/words/utc_time.hpp"

namespace liq::cli {
namespace {

std::vector<std::string> law_names() {
    std::vector<std::string> names;
    for (auto const* law : estimation::price_laws()) names.emplace_back(law->name);
    return names;
}

void add_output_options(CLI::App& command, CalibratePriceOptions& options) {
    command.add_option("-o,--output", options.output, "Write the fit with its draws (HDF5) here")
        ->type_name("FIT.h5");
    command
        .add_option("--toml", options.toml,
                    "Write the table [price] of the model here, which a scenario takes")
        ->type_name("PRICE.toml");
    command.add_flag("--json", options.json, "Print one JSON document");
}

void add_model_options(CLI::App& command, CalibratePriceOptions& options) {
    auto& terms = options.terms;
    std::vector<std::string> models = law_names();
    models.insert(models.begin(), "heston");
    take_one_of(*command.add_option("--model", terms.model,
                                    "Model that is written as [price]; heston is the forecast of "
                                    "the volatility"),
                models);
    take_one_of(
        *command.add_option_function<std::string>(
            "--drift",
            [&terms](std::string const& word) {
                terms.drift = word == "median" ? estimation::DriftRule::median
                                               : estimation::DriftRule::martingale;
            },
            "Drift of the model: median (default), with which the expected log return is 0, "
            "or martingale, 0"),
        {"median", "martingale"});
    command
        .add_option("--horizons", terms.horizons, "Days ahead of the forecasts; default: 7,14,30")
        ->delimiter(',')
        ->check(CLI::Range(1, 365).description(""))
        ->type_name("DAYS,...");
    command.add_option("--laws", terms.laws, "Laws to fit by likelihood; default: all")
        ->delimiter(',')
        ->check(CLI::IsMember(law_names()).description(""))
        ->type_name("NAME,...");
    command.add_option("--days", terms.days, "Days before --until that these laws are fitted to")
        ->check(CLI::Range(1, 100'000).description(""))
        ->type_name("N")
        ->capture_default_str();
    command
        .add_option_function<std::string>(
            "--returns",
            [&terms](std::string const& text) {
                Duration length;
                auto const problem = scenario::read_duration(text, length);
                if (!problem.empty() || length.seconds < 1 || length.seconds > 86'400)
                    throw CLI::ValidationError("--returns",
                                               text + " is not a duration up to 1d, such as 1h");
                terms.return_seconds = length.seconds;
            },
            "Time of the returns that these laws are fitted to, at least a candle; default: 1h")
        ->type_name("DURATION");
    command
        .add_option(
            "--book", options.book,
            "Divide out the variance that forced orders bring: heston's is scaled until the "
            "variance of prices traded on this scenario's market, book, depth and cascade is "
            "the one that was fitted")
        ->type_name("SCENARIO.toml");
    command.add_option("--draws", terms.draws.n, "Draws of the parameters in -o")
        ->check(CLI::Range(0, 100'000).description(""))
        ->type_name("N")
        ->capture_default_str();
    command.add_option("--seed", terms.draws.seed, "Seed of the draws")
        ->type_name("N")
        ->capture_default_str();
}

/// The time until which candles count.
std::optional<std::int64_t> until_of(CalibratePriceOptions const& options) {
    if (options.until.empty()) return std::nullopt;
    auto const time = words::parse_utc(options.until);
    require(time.has_value(), "--until = \"" + words::printable(options.until) +
                                  "\" is not a time in UTC. Accepted: 2025-06-05T21:00:00Z");
    return time;
}

void check_output(std::string const& output, CalibratePriceOptions const& options) {
    if (output.empty()) return;
    for (auto const& file : options.candles.files)
        if (file != "-") require_output_is_not(output, file);
    for (auto const& file : candle_files(options.candles))
        if (file != "-") require_output_is_not(output, file);
    storage::check_can_write(output);
}

/// The table of [price] as `--set` takes it.
std::string price_of(estimation::PriceFit const& fit, estimation::LawFit const& law) {
    std::string text = "price={model=" + scenario::toml_string(law.law) +
                       ",drift=" + scenario::toml_number(fit.drift_of(law));
    for (auto const& estimate : law.estimates)
        text += "," + estimate.name + "=" + scenario::toml_number(estimate.value);
    return text + "}";
}

/// Divides the variance of forced orders out of heston, and says how much it is.
void divide_out(std::string const& book, estimation::PriceFit& fit) {
    require(fit.model == HestonParameters::name,
            "--book scales the forecast of the volatility, and goes with --model heston alone");
    static_cast<void>(fit.chosen());  // refuses where it was not fitted
    auto& law = *std::ranges::find(fit.laws, fit.model, &estimation::LawFit::law);
    std::string explanation;
    auto const backend = make_backend({}, explanation);
    running::StopSignal const signal;
    backend->watch(&signal.flag());
    auto const found = stress::traded_variance(
        book, [&](double factor) { return price_of(fit, estimation::with_variance(law, factor)); },
        *backend, [&] { return signal.received() != 0; });
    law = estimation::with_variance(std::move(law), found.factor);
    law.fitted_to += ", divided by what forced orders bring (" +
                     std::filesystem::path(book).filename().string() + ")";
    law.figures.push_back({"fundamental_share", found.factor, "1",
                           "fundamental variance over that of traded prices"});
    law.figures.push_back({"traded_over_fundamental", found.ratio, "1",
                           "realised variance of hourly returns of traded prices over that of "
                           "fundamental ones, at the variance that was fitted"});
    law.figures.push_back({"traded_over_fundamental_standard_error", found.ratio_error, "1",
                           "its standard error over " + words::whole(found.paths) + " paths"});
}

}  // namespace

CLI::App& add_calibrate_price_command(CLI::App& calibrate, CalibratePriceOptions& options) {
    CLI::App& command = *calibrate.add_subcommand(
        "price", "Fit price models to candles, with the law of the volatility ahead");
    add_candle_options(command, options.candles);
    command
        .add_option("--until", options.until,
                    "Only candles that have ended by then count; default: all of them")
        ->type_name("TIME");
    add_choice(command, "--on-missing", options.history.missing, data::on_missing_words,
               "Rows without prices: refuse (default), or skip: the return over them has its own "
               "time");
    add_choice(command, "--on-duplicate", options.history.duplicate, data::on_duplicate_words,
               "Different candles of one time: refuse (default), or take the first or the last");
    add_choice(command, "--on-disorder", options.history.disorder, data::on_disorder_words,
               "Highs below open or close, or lows above them, by at most 1 % and in at most 1 of "
               "1,000 candles: extend (default) or refuse");
    command.option_defaults()->group("Model");
    add_model_options(command, options);
    command.option_defaults()->group("Results");
    add_output_options(command, options);
    return command;
}

int calibrate_price_command(CalibratePriceOptions const& options) {
    auto const until = until_of(options);
    require(options.output.empty() || options.output != options.toml,
            "-o and --toml name the same file, " + words::printable(options.output));
    check_output(options.output, options);
    check_output(options.toml, options);
    auto candles = read_candles(options.candles);
    std::string const format = candles.format, first = candles.files.front();
    std::size_t const n_files = candles.files.size();
    data::HistoryTerms history_terms = options.history;
    if (until) history_terms.until = *until;
    auto const history = data::price_history_of(std::move(candles), history_terms);
    auto fit = [&] {
        try {
            return estimation::calibrate_price(history, until, options.terms);
        } catch (Error const& error) {
            throw Error(error.exit(), first + ": " + error.what());
        }
    }();
    fit.source = std::filesystem::path(first).filename().string() +
                 (n_files > 1 ? " and " + std::to_string(n_files - 1) + " more" : "");
    fit.read_as = words::whole(history.size()) + " candles of " + format + ", " +
                  words::duration(static_cast<double>(history.bar) / 1e3);
    if (!options.book.empty()) divide_out(options.book, fit);
    // Before anything is written: the model may not be there.
    std::string const toml = options.toml.empty() ? "" : estimation::price_toml(fit);
    std::string const bytes = options.output.empty() ? "" : estimation::price_fit_file(fit);
    std::string const text = options.json
                                 ? estimation::price_fit_json(fit)
                                 : estimation::price_fit_text(fit, text_style(Colour::automatic));
    if (!options.output.empty()) write_whole(bytes, options.output);
    if (!options.toml.empty()) write_whole(toml, options.toml);
    print_result(text);
    return static_cast<int>(Exit::done);
}

}  // namespace liq::cli
