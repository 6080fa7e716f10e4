/// \file
/// Options that several commands take, each with the place that it fills.
#pragma once

#include "host/cli/messages.hpp"
#include "host/cli/options.hpp"
#include "kernels/backend.hpp"

namespace CLI {
class App;
}

namespace liq::cli {

/// --set, --paths, --seed.
void add_scenario_options(CLI::App& command, ScenarioOptions& options);

/// --reproducible, --fail-on-limit, --fail-on-uncertain: of commands that make a report.
void add_report_options(CLI::App& command, ResultOptions& options);

/// --target-se, in the group of the options before it, and what becomes of the results: of `run`
/// and `demo`.
void add_run_options(CLI::App& command, RunOptions& options);

/// --backend, --threads, --instructions.
void add_machine_options(CLI::App& command, BackendChoice& backend);

/// --color.
void add_colour(CLI::App& command, Colour& colour);

}  // namespace liq::cli
