#include "host/cli/shared_options.hpp"

#include <CLI/CLI.hpp>

#include "host/cli/choices.hpp"
#include "host/report/report_csv.hpp"

namespace liq::cli {
namespace {

void add_error_options(CLI::App& command, RunOptions& options) {
    command
        .add_option("--target-se", options.target_error,
                    "Stop when the standard error of the target outcome is this small, at the "
                    "latest after --paths; by default the first outcome of the first event")
        ->type_name("X");
    command
        .add_option("--book-draws", options.book_draws,
                    "Draws of the snapshot's estimated book, to tell what its uncertainty does to "
                    "every answer")
        ->type_name("N");
    command
        .add_option("--price-draws", options.price_draws,
                    "The same for the law of the price, with draws of simulation.price_fit")
        ->type_name("N");
    command.add_flag("--step-check", options.step_check,
                     "Simulate the first paths at half the step too, to tell what the length of "
                     "the step does to every probability");
}

}  // namespace

void add_scenario_options(CLI::App& command, ScenarioOptions& options) {
    command.option_defaults()->group("Scenario");
    command
        .add_option("--set", options.set,
                    "Change a key of the scenario, such as price.volatility=0.5; repeatable")
        ->type_name("KEY=VALUE")
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option("--paths", options.paths, "Number of paths, instead of the one in the scenario")
        ->type_name("N");
    command
        .add_option("--seed", options.seed,
                    "Seed of the random numbers, instead of the one in the scenario")
        ->type_name("N");
}

void add_report_options(CLI::App& command, ResultOptions& options) {
    command
        .add_option("--html", options.html_file,
                    "Write the results as one page for a browser to this file")
        ->type_name("FILE.html");
    command.add_flag("--reproducible", options.reproducible,
                     "Leave out everything that differs between equal runs (dates, machine)");
    command.add_flag("--fail-on-limit", options.fail_on_limit,
                     "Exit with code 3 if a limit is breached, also if another run failed");
    command.add_flag("--fail-on-uncertain", options.fail_on_uncertain,
                     "The same, and uncertain limits count as breached");
}

void add_csv_option(CLI::App& command, std::string& csv, std::vector<std::string> const& tables,
                    CLI::Option* json) {
    CLI::Option* const option =
        command.add_option("--csv", csv, "Print one table as CSV, with numbers in full")
            ->excludes(json);
    take_one_of(*option, tables);
}

CLI::Option* add_table_options(CLI::App& command, TableOptions& options) {
    CLI::Option* const json =
        command.add_flag("--json", options.json, "Print the results as one JSON document");
    add_csv_option(command, options.csv,
                   {report::report_tables.begin(), report::report_tables.end()}, json);
    command
        .add_option(
            "--sort", options.sort,
            "Sort the table of runs by this column of --csv runs, such as race.up or depth: "
            "results largest first, names and settings ascending")
        ->type_name("COLUMN")
        ->excludes(json);
    return json;
}

void add_run_options(CLI::App& command, RunOptions& options) {
    add_error_options(command, options);
    command.option_defaults()->group("Results");
    command
        .add_option("-o,--output", options.report_file,
                    "Write a report (HDF5) to this file; without this option there is none")
        ->type_name("REPORT.h5");
    CLI::Option* const json = add_table_options(command, options);
    command
        .add_flag("--dry-run", options.dry_run,
                  "Check everything, print what would be simulated, and stop")
        ->excludes(json)
        ->excludes(command.get_option("--csv"));
    command.add_flag("--strict", options.strict,
                     "Refuse a snapshot that is older than market.max_age");
    add_report_options(command, options);
    command
        .add_option("--checkpoint-every", options.checkpoint_every,
                    "With -o: how often to write a checkpoint, from which --resume continues")
        ->check(CLI::Range(0.1, 86'400.0).description(""))
        ->type_name("SECONDS")
        ->capture_default_str();
    command.add_flag("--resume", options.resume,
                     "Continue from REPORT.h5.checkpoint if there is one");
    command
        .add_option("--shard", options.shard,
                    "Simulate share I of N of every run; -o then writes a part for "
                    "`report merge`")
        ->type_name("I/N");
    command.add_flag("--quiet", options.quiet, "Print no progress and no notes");
    add_colour(command, options.colour);
}

void add_machine_options(CLI::App& command, BackendChoice& backend) {
    command.option_defaults()->group("Machine");
    take_one_of(*command
                     .add_option("--backend", backend.name,
                                 "Where to simulate; auto uses a GPU if there is one")
                     ->capture_default_str(),
                {"auto", "cuda", "cpu"});
    command
        .add_option("--threads", backend.threads,
                    "Threads of the CPU backend; 0: every core that this process may use")
        ->check(CLI::Range(0, 1024).description(""))
        ->type_name("N")
        ->capture_default_str();
    take_one_of(
        *command
             .add_option("--instructions", backend.instructions,
                         "Instruction set of the CPU backend; the result is the same with each")
             ->capture_default_str(),
        instruction_sets());
}

void add_colour(CLI::App& command, Colour& colour) {
    CLI::Option* const option = command.add_option_function<std::string>(
        "--color",
        [&colour](std::string const& word) {
            colour = word == "always"  ? Colour::always
                     : word == "never" ? Colour::never
                                       : Colour::automatic;
        },
        "When to use colour; auto respects NO_COLOR");
    take_one_of(*option->default_str("auto"), {"auto", "always", "never"});
}

}  // namespace liq::cli
