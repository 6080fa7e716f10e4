/// \file
/// What the command line asked for, after parsing: what several commands take, and `run`, `demo`
/// and `report merge` themselves. The others have theirs beside their command.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/cli/messages.hpp"
#include "kernels/backend.hpp"

namespace liq::cli {

/// Changes to the keys of a scenario.
struct ScenarioOptions {
    std::vector<std::string> set;      ///< "dotted.key=TOML value"
    std::optional<std::string> paths;  ///< as text, read like `--set simulation.paths=`
    std::optional<std::string> seed;
};

/// What becomes of the results.
struct ResultOptions {
    std::string report_file;  ///< empty: none is written
    bool json = false;
    bool reproducible = false;
    bool fail_on_limit = false;
    bool fail_on_uncertain = false;  ///< counts an uncertain limit as a breached one
    Colour colour = Colour::automatic;
    bool quiet = false;
};

/// Options of `run` and `demo`.
struct RunOptions : ScenarioOptions, ResultOptions {
    std::vector<std::string> scenarios;
    std::optional<std::string> target_error;  ///< the value of simulation.target_standard_error
    BackendChoice backend;
    bool dry_run = false;
    std::optional<std::string> shard;  ///< "I/N"
    bool resume = false;
    double checkpoint_every = 60;  ///< [s]
};

/// Options of `report merge`.
struct MergeOptions : ResultOptions {
    std::vector<std::string> parts;
};

}  // namespace liq::cli
