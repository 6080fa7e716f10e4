#include "host/cli/shared_options.hpp"

#include <CLI/CLI.hpp>

#include "host/cli/choices.hpp"

namespace liq::cli {
namespace {

void add_target_option(CLI::App& command, RunOptions& options) {
    command
        .add_option("--target-se", options.target_error,
                    "Stop at this standard error of the scenario's target outcome, by default "
                    "the first event's first; at the latest after --paths")
        ->type_name("X");
}

}  // namespace

void add_scenario_options(CLI::App& command, ScenarioOptions& options) {
    command.option_defaults()->group("Scenario");
    command
        .add_option("--set", options.set,
                    "Change a key of the scenario, as price.volatility=0.5; repeatable")
        ->type_name("KEY=VALUE")
        ->take_all()
        ->allow_extra_args(false);
    command.add_option("--paths", options.paths, "Number of paths, instead of the scenario's")
        ->type_name("N");
    command
        .add_option("--seed", options.seed, "Key of the random numbers, instead of the scenario's")
        ->type_name("N");
}

void add_report_options(CLI::App& command, ResultOptions& options) {
    command.add_flag("--reproducible", options.reproducible,
                     "Leave out what differs from run to run (dates, machine)");
    command.add_flag("--fail-on-limit", options.fail_on_limit,
                     "Exit with 3 if a limit of a scenario is breached, whatever else failed");
    command.add_flag("--fail-on-uncertain", options.fail_on_uncertain,
                     "The same, and an uncertain limit counts as a breached one");
}

void add_run_options(CLI::App& command, RunOptions& options) {
    add_target_option(command, options);
    command.option_defaults()->group("Results");
    command
        .add_option("-o,--output", options.report_file,
                    "Write a report (HDF5) here; without it none is written")
        ->type_name("REPORT.h5");
    CLI::Option* const json =
        command.add_flag("--json", options.json, "Results as one JSON document");
    command
        .add_flag("--dry-run", options.dry_run, "Check everything, say what would run, and stop")
        ->excludes(json);
    add_report_options(command, options);
    command
        .add_option("--checkpoint-every", options.checkpoint_every,
                    "With -o: keep what is done this often, to be continued by --resume")
        ->check(CLI::Range(0.1, 86'400.0).description(""))
        ->type_name("SECONDS")
        ->capture_default_str();
    command.add_flag("--resume", options.resume,
                     "Continue from REPORT.h5.checkpoint, if there is one");
    command
        .add_option("--shard", options.shard,
                    "Simulate one of N shares, 1 to N, of every run; -o is then a part for "
                    "`report merge`")
        ->type_name("I/N");
    command.add_flag("--quiet", options.quiet, "No progress, no notes");
    add_colour(command, options.colour);
}

void add_machine_options(CLI::App& command, BackendChoice& backend) {
    command.option_defaults()->group("Machine");
    take_one_of(*command
                     .add_option("--backend", backend.name,
                                 "Where to simulate; auto takes a GPU if there is one")
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
        "Colour; auto honours NO_COLOR");
    take_one_of(*option->default_str("auto"), {"auto", "always", "never"});
}

}  // namespace liq::cli
