#include "host/cli/shared_options.hpp"

#include <CLI/CLI.hpp>

#include "host/cli/choices.hpp"

namespace liq::cli {

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
