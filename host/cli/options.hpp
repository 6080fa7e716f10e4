/// \file
/// What the command line asked for, after parsing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/cli/messages.hpp"
#include "kernels/backend.hpp"

namespace liq::cli {

/// Options of `run` and `demo`.
struct RunOptions {
    std::vector<std::string> scenarios;
    std::string report_file;           ///< empty: none is written
    std::vector<std::string> set;      ///< "dotted.key=TOML value"
    std::optional<std::string> paths;  ///< as text, read like `--set simulation.paths=`
    std::optional<std::string> seed;
    std::optional<std::string> target_error;  ///< the value of simulation.target_standard_error
    BackendChoice backend;
    bool json = false;
    bool dry_run = false;
    bool quiet = false;
    bool reproducible = false;
    std::optional<std::string> shard;  ///< "I/N"
    bool resume = false;
    double checkpoint_every = 60;  ///< [s]
    bool fail_on_limit = false;
    Colour colour = Colour::automatic;
};

}  // namespace liq::cli
