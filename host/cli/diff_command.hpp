/// \file
/// The command `liqcascade report diff`: its options and its execution.
#pragma once

#include <optional>
#include <string>

#include "host/cli/messages.hpp"
#include "kernels/backend.hpp"

namespace CLI {
class App;
}

namespace liq::cli {

struct DiffOptions {
    std::string before, after;    ///< report files
    std::optional<double> paths;  ///< for repeated runs, a whole number
    bool no_rerun = false;
    bool json = false;
    std::string csv;  ///< the table to print as CSV; empty: none
};

/// Adds the command to `report`; parsing fills `options`.
CLI::App& add_diff_command(CLI::App& report, DiffOptions& options);

/// Compares, prints, and returns the exit code. If the changes of a pair of runs cannot be
/// attributed, because a report does not embed its inputs, the result says why. \throws Error,
/// BackendMissing
int diff_command(DiffOptions const& options, BackendChoice const& backend, Colour colour,
                 Messages const& messages);

}  // namespace liq::cli
