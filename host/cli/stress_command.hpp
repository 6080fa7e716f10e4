/// \file
/// The command `liqcascade stress`: its own options and its execution.
#pragma once

#include "host/cli/messages.hpp"
#include "host/cli/options.hpp"
#include "host/stress/stress.hpp"

namespace CLI {
class App;
}

namespace liq::cli {

struct StressOptions : ScenarioOptions {
    stress::StressQuestion question;  ///< without the options that it shares with `run`
    BackendChoice backend;
    std::string output;  ///< file for the result; empty: none is written
    bool json = false;
    bool quiet = false;
    Colour colour = Colour::automatic;
};

/// Adds the command to the program, with the options that only this command has.
CLI::App& add_stress_command(CLI::App& program, StressOptions& options);

/// Searches, prints, and returns the exit code, which is 1 if the probability is not reached with
/// any accepted value. \throws Error, BackendMissing
int stress_command(StressOptions const& options, Messages const& messages);

}  // namespace liq::cli
