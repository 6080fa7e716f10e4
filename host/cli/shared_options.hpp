/// \file
/// Options that several commands share. Each function adds options that fill in the given struct.
#pragma once

#include <string>
#include <vector>

#include "host/cli/messages.hpp"
#include "host/cli/options.hpp"
#include "kernels/backend.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace liq::cli {

/// --set, --paths, --seed.
void add_scenario_options(CLI::App& command, ScenarioOptions& options);

/// --reproducible, --fail-on-limit, --fail-on-uncertain: for commands that make a report.
void add_report_options(CLI::App& command, ResultOptions& options);

/// --json, --csv, --sort: for commands that print a report. \returns the option --json
CLI::Option* add_table_options(CLI::App& command, TableOptions& options);

/// --csv. Put it after --json, with which it does not go. \param tables  what it accepts
void add_csv_option(CLI::App& command, std::string& csv, std::vector<std::string> const& tables,
                    CLI::Option* json);

/// --target-se, -o, --dry-run, --checkpoint-every, --resume, --shard and other options of `run` and
/// `demo`. Call it after add_scenario_options, whose group of the help --target-se joins.
void add_run_options(CLI::App& command, RunOptions& options);

/// --backend, --threads, --instructions.
void add_machine_options(CLI::App& command, BackendChoice& backend);

/// --color.
void add_colour(CLI::App& command, Colour& colour);

}  // namespace liq::cli
