/// \file
/// The options of the command line after parsing: those that several commands share, and those of
/// `run`, `demo` and `report merge`. Other commands have their options in their own headers.
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
    std::optional<std::string> paths;  ///< as text, as for `--set simulation.paths=`
    std::optional<std::string> seed;

    /// All these changes, as for scenario::apply_overrides.
    [[nodiscard]] std::vector<std::string> changes() const {
        std::vector<std::string> all = set;
        if (paths) all.push_back("--paths=" + *paths);
        if (seed) all.push_back("--seed=" + *seed);
        return all;
    }
};

/// How a report is printed.
struct TableOptions {
    bool json = false;
    std::string csv;   ///< the table to print as CSV (report::report_tables); empty: none
    std::string sort;  ///< the column by which runs are sorted; empty: in their order
};

/// What to do with the results.
struct ResultOptions : TableOptions {
    std::string report_file;  ///< empty: no report is written
    std::string html_file;    ///< empty: no page is written
    bool reproducible = false;
    bool fail_on_limit = false;
    bool fail_on_uncertain = false;  ///< an uncertain limit counts as a breached one
    Colour colour = Colour::automatic;
    bool quiet = false;
};

/// Options of `run` and `demo`.
struct RunOptions : ScenarioOptions, ResultOptions {
    std::vector<std::string> scenarios;
    std::optional<std::string> book_draws, price_draws;  ///< of simulation.book_draws, price_draws
    std::optional<std::string> target_error;  ///< the value of simulation.target_standard_error
    bool step_check = false;
    BackendChoice backend;
    bool dry_run = false;
    bool strict = false;               ///< refuse snapshots over market.max_age
    std::optional<std::string> shard;  ///< "I/N"
    bool resume = false;
    double checkpoint_every = 60;  ///< [s]
};

/// Options of `report merge`.
struct MergeOptions : ResultOptions {
    std::vector<std::string> parts;
};

}  // namespace liq::cli
