#include "host/cli/candle_options.hpp"

#include <utility>

#include "host/building/recipe.hpp"
#include "host/cli/choices.hpp"
#include "host/data/format.hpp"
#include "host/errors.hpp"
#include "host/words/printable.hpp"

namespace liq::cli {
namespace {

bool is_recipe(CandleOptions const& options) {
    return options.files.size() == 1 && options.files.front().ends_with(".toml");
}

void require_nothing_stated(CandleOptions const& options) {
    require(options.format == "auto" && options.symbol.empty() && options.columns.empty() &&
                options.delimiter.empty() && !options.label,
            options.files.front() +
                " is a recipe, whose [candles] says what its files are; leave --format, --column, "
                "--symbol, --delimiter and --label out");
}

void add_column(CandleOptions& options, std::string const& text) {
    auto const equals = text.find('=');
    if (equals == text.npos || equals == 0 || equals + 1 == text.size())
        throw CLI::ValidationError("--column", text + " is not WHAT=NAME, such as time=ts");
    if (!options.columns.emplace(text.substr(0, equals), text.substr(equals + 1)).second)
        throw CLI::ValidationError("--column", text.substr(0, equals) + " is stated twice");
}

}  // namespace

void add_candle_options(CLI::App& command, CandleOptions& options) {
    command
        .add_option(
            "candles", options.files,
            "Files of candles, packed ones too, - for standard input; or a recipe of `market "
            "build`, whose [candles] is taken")
        ->required()
        ->type_name("CANDLES...");
    command.option_defaults()->group("Candles");
    command
        .add_option("--format", options.format,
                    "Format of the files, as `schema recipe` lists them; auto: where a file is "
                    "certainly of one")
        ->type_name("WORD")
        ->capture_default_str();
    command
        .add_option_function<std::vector<std::string>>(
            "--column",
            [&options](std::vector<std::string> const& all) {
                for (auto const& one : all) add_column(options, one);
            },
            "Which column of a CSV file holds what: time, open, high, low or close, with its "
            "name, or its number from 1; repeatable")
        ->type_name("WHAT=NAME")
        ->take_all()
        ->allow_extra_args(false);
    command.add_option("--symbol", options.symbol, "Contract, where a file holds several")
        ->type_name("NAME");
    command.add_option("--delimiter", options.delimiter, "Between the cells of CSV files")
        ->type_name("CHAR");
    command
        .add_option_function<std::string>(
            "--label",
            [&options](std::string const& word) {
                options.label = word == "start" ? data::Label::start : data::Label::end;
            },
            "Whether the time of a candle is its start or its end; default: what the format says")
        ->check(CLI::IsMember(std::vector<std::string>{"start", "end"}).description(""))
        ->type_name("start|end");
}

std::vector<std::string> candle_files(CandleOptions const& options) {
    if (!is_recipe(options)) return options.files;
    auto const recipe = building::read_recipe(options.files.front());
    return building::files_of(recipe, recipe.candles.files, "candles");
}

data::Candles read_candles(CandleOptions const& options) {
    data::Reading reading;
    std::string format = options.format;
    auto label = options.label;
    if (is_recipe(options)) {
        require_nothing_stated(options);
        auto const recipe = building::read_recipe(options.files.front());
        reading = building::reading_of(recipe, recipe.candles.symbol, recipe.candles.columns);
        reading.delimiter = recipe.candles.delimiter;
        format = recipe.candles.format;
        label = recipe.candles.label;
    } else {
        reading.symbol = options.symbol;
        reading.columns = options.columns;
        reading.delimiter = options.delimiter;
        reading.stated_by = data::StatedBy::options;
    }
    auto candles =
        data::read_files<data::Candles>(candle_files(options), format, reading, "candles");
    if (label) candles.label = *label;
    return candles;
}

}  // namespace liq::cli
