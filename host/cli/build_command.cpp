#include "host/cli/build_command.hpp"

#include <vector>

#include "host/building/recipe.hpp"
#include "host/cli/choices.hpp"
#include "host/cli/output_checks.hpp"
#include "host/cli/recipe_output.hpp"
#include "host/cli/results.hpp"
#include "host/errors.hpp"

namespace liq::cli {
void add_build_options(CLI::App& command, MarketBuildOptions& options) {
    command.add_option("recipe", options.recipe, "Which files, and what they are")
        ->required()
        ->type_name("RECIPE.toml");
    command
        .add_option("-o,--output", options.output,
                    "Snapshot to write; default: none, only the table is printed")
        ->type_name("MARKET.h5");
    command
        .add_option("--as-of", options.build.as_of,
                    "Time of the snapshot, such as 2025-06-05T21:00:00Z")
        ->type_name("TIME");
    add_choice(command, "--on-gap", options.build.repairs.gap, data::on_gap_words,
               "Candles that are missing: refuse (default), fill with the close before them, or "
               "split: only those after the last hole");
    add_choice(command, "--on-duplicate", options.build.repairs.duplicate, data::on_duplicate_words,
               "Different candles of one time: refuse (default), or take the first or the last");
    command.add_flag(
        "--approximate", options.build.approximate,
        "Write maintenance rates that grow without steps as the nearest tiers, and say "
        "the largest error of a liquidation price");
    command.add_flag("--strict", options.strict, "Treat warnings as errors (exit code 2)");
    command.add_flag("--json", options.json, "Print one JSON document");
}

int market_build_command(MarketBuildOptions const& options, Messages const& messages) {
    building::Recipe const recipe = building::read_recipe(options.recipe);
    check_output_of_recipe(options.output, recipe);
    if (!options.output.empty() && recipe.positions.fit != "default")
        require_output_is_not(options.output, recipe.path.parent_path() / recipe.positions.fit);
    building::Built built = building::build_market(recipe, options.build);
    std::string const bytes = building::file_of(built, recipe);
    for (auto const& warning : built.warnings) messages.warning(warning);
    require(!options.strict || built.warnings.empty(),
            options.recipe +
                ": there are warnings, which --strict does not accept; nothing was "
                "written");
    // Before anything is written: the figures refuse what cannot be counted.
    std::string const table = options.json
                                  ? building::built_json(built)
                                  : building::built_text(built, text_style(Colour::automatic));
    if (!options.output.empty()) write_whole(bytes, options.output);
    print_result(table);
    return static_cast<int>(Exit::done);
}

}  // namespace liq::cli
