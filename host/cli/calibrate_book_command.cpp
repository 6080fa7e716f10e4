#include "host/cli/calibrate_book_command.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <span>
#include <vector>

#include "host/building/book_inputs.hpp"
#include "host/building/recipe.hpp"
#include "host/cli/output_checks.hpp"
#include "host/cli/recipe_output.hpp"
#include "host/cli/results.hpp"
#include "host/errors.hpp"
#include "host/estimation/book_file.hpp"
#include "host/estimation/book_text.hpp"
#include "host/words/printable.hpp"
#include "host/words/utc_time.hpp"

namespace liq::cli {
namespace {

/// A day since 1970 of a text such as 2025-02-20.
std::optional<std::int64_t> day_of(char const* option, std::optional<std::string> const& text) {
    if (!text) return std::nullopt;
    auto const time = words::parse_utc(*text + "T00:00:00Z");
    require(time.has_value(), std::string(option) + " = \"" + words::printable(*text) +
                                  "\" is not a day in UTC, such as 2025-02-20");
    return *time / seconds_per_day;
}

std::optional<estimation::FeedShare> share_of(std::optional<std::string> const& text) {
    if (!text) return std::nullopt;
    estimation::FeedShare share;
    char const *at = text->data(), *const end = at + text->size();
    auto const low = std::from_chars(at, end, share.low);
    bool good = low.ec == std::errc() && low.ptr != end && *low.ptr == ',';
    if (good) {
        auto const high = std::from_chars(low.ptr + 1, end, share.high);
        good = high.ec == std::errc() && high.ptr == end;
    }
    require(good && share.low > 0 && share.low <= share.high && share.high <= 1,
            "--feed-share = \"" + words::printable(*text) +
                "\" is not accepted: two shares above 0 and at most 1, the lower one first, such "
                "as 0.2,0.4");
    return share;
}

estimation::BookFitOptions fit_options(CalibrateBookOptions const& options) {
    estimation::BookFitOptions fit;
    fit.break_day = day_of("--feed-break", options.feed_break);
    fit.feed_share = share_of(options.feed_share);
    fit.held_out_from = day_of("--held-out-from", options.held_out_from);
    fit.draws = options.draws;
    fit.seed = options.seed;
    return fit;
}

}  // namespace

CLI::App& add_calibrate_book_command(CLI::App& calibrate, CalibrateBookOptions& options) {
    CLI::App& command = *calibrate.add_subcommand(
        "book", "Estimate the book of positions from reported liquidations, by replay");
    command
        .add_option("recipe", options.recipe,
                    "Which files, and what they are: candles, open interest over time, tiers, "
                    "liquidations; as for market build")
        ->required()
        ->type_name("RECIPE.toml");
    command
        .add_option("-o,--output", options.output,
                    "Book to write, for [positions] fit of a recipe; default: none")
        ->type_name("BOOK.h5");
    command
        .add_option("--until", options.until,
                    "Takes nothing later, such as 2025-06-05T21:00:00Z; default: as_of of the "
                    "recipe, else the last time that all series cover")
        ->type_name("TIME");
    command
        .add_option("--feed-break", options.feed_break,
                    "Day from which some venues report all liquidations, such as 2025-02-20")
        ->type_name("DAY");
    command
        .add_option("--feed-share", options.feed_share,
                    "Their share of all liquidations, lowest and highest, such as 0.2,0.4; without "
                    "it weights are in reported units")
        ->type_name("LOW,HIGH");
    command
        .add_option("--held-out-from", options.held_out_from,
                    "Scores a fit to the days before this one on those from it on; default: each "
                    "fifth of blocks of 20 days by a fit to the others")
        ->type_name("DAY");
    command.add_option("--draws", options.draws, "Bootstrap draws")
        ->capture_default_str()
        ->check(CLI::Range(0, 10'000))
        ->type_name("N");
    command.add_option("--seed", options.seed, "Seed of the draws")
        ->capture_default_str()
        ->type_name("N");
    command.add_flag("--json", options.json, "Print one JSON document");
    return command;
}

int calibrate_book_command(CalibrateBookOptions const& options, Messages const& messages) {
    auto const fitting = fit_options(options);
    building::Recipe const recipe = building::read_recipe(options.recipe);
    check_output_of_recipe(options.output, recipe);
    auto const fit = estimation::fit_book(building::book_inputs(recipe, options.until), fitting);
    for (auto const& warning : fit.warnings) messages.warning(warning);
    std::string const table = options.json
                                  ? estimation::book_json(fit)
                                  : estimation::book_text(fit, text_style(Colour::automatic));
    if (!options.output.empty())
        write_whole(estimation::book_file_of(fit, recipe.path.filename().string(), recipe.sha256),
                    options.output);
    print_result(table);
    return static_cast<int>(Exit::done);
}

}  // namespace liq::cli
