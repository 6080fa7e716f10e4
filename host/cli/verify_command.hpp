/// \file
/// The command `liqcascade report verify`: its options and its execution.
#pragma once

#include <optional>
#include <string>

#include "host/cli/messages.hpp"
#include "kernels/backend.hpp"

namespace CLI {
class App;
}

namespace liq::cli {

struct VerifyOptions {
    std::string report;              ///< the file
    std::optional<std::string> run;  ///< an index from 0, as it was typed; nothing: all runs
    bool json = false;
    bool quiet = false;
    BackendChoice backend;
};

/// Adds the command to `report`; parsing fills `options`.
CLI::App& add_verify_command(CLI::App& report, VerifyOptions& options);

/// Repeats the runs of a report from what it embeds, compares all values, and prints what differs.
/// \returns Exit::failed if anything does. \throws Error, BackendMissing
int verify_command(VerifyOptions const& options, Messages const& messages);

}  // namespace liq::cli
