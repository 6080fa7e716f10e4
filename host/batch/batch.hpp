/// \file
/// What one call simulates: the runs of all scenario files, and what is known of each so far.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/batch/comparison.hpp"
#include "host/batch/path_set.hpp"
#include "host/batch/shard.hpp"
#include "host/batch/shared_plan.hpp"
#include "host/batch/sparse_totals.hpp"
#include "host/errors.hpp"
#include "host/market/market.hpp"
#include "host/planning/book_cache.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::batch {

/// Why a run has no result, and the exit code of a call that asked for this run alone.
struct Failure {
    Exit exit = Exit::failed;
    std::string what;
};

/// One run, as asked for.
struct BatchRun {
    std::string file;      ///< of the scenario, as asked for
    std::size_t base = 0;  ///< index of its family's base run; its own for a base run
    std::string variant;   ///< empty where it is none
    std::map<std::string, std::string> set;
    std::optional<scenario::Scenario> scenario;  ///< none: it could not be read
    std::shared_ptr<market::Market const> market;
    std::optional<Failure> failure;
    std::shared_ptr<SharedPlan> shared_plan = std::make_shared<SharedPlan>();
};

/// What is known of a run: of these paths, these counts. Everything in it can be added to what
/// other paths gave.
struct RunState {
    PathSet done;
    SparseTotals totals;
    /// Of the paths done, beside the base run; once both runs have ended their share.
    PairedOutcomes comparison;
    /// Outcomes of the paths done, as long as somebody will compare them.
    std::optional<OutcomeRecord> record;
    double seconds = 0;  ///< of all devices together
    bool ended = false;  ///< nothing of this share is left to do
    std::optional<Failure> failure;
};

struct Batch {
    std::vector<BatchRun> runs;
    std::vector<RunState> states;  ///< in the order of runs
    Shard shard;
    std::shared_ptr<planning::BookCache> books =
        std::make_shared<planning::BookCache>();  ///< of its markets

    /// The plan of a run that could be read; made once, as long as somebody holds it.
    /// \throws Error as planning::plan_run
    [[nodiscard]] std::shared_ptr<planning::PlannedRun const> plan(std::size_t run) const {
        BatchRun const& asked = runs[run];
        return asked.shared_plan->get(*asked.scenario, *asked.market, *books);
    }
    [[nodiscard]] bool has_differences(std::size_t run) const {
        return runs[run].base != run && runs[run].scenario && runs[runs[run].base].scenario &&
               runs[run].scenario->simulation.paths ==
                   runs[runs[run].base].scenario->simulation.paths;
    }
    /// Whether another run is compared with this one.
    [[nodiscard]] bool is_compared_with(std::size_t run) const {
        for (std::size_t i = run + 1; i < runs.size() && runs[i].base == run; ++i)
            if (has_differences(i)) return true;
        return false;
    }
    [[nodiscard]] PathRange share(std::size_t run) const {
        return share_of(runs[run].scenario->simulation.paths, shard);
    }
    /// Whether every run that can be simulated has been.
    [[nodiscard]] bool ended() const;
};

/// A scenario file and what is set in all its runs, "dotted.key=TOML value".
struct AskedFile {
    std::string file;
    std::vector<std::string> set;
};

/// How many runs the files ask for, without a look at any of them; a file that cannot be read is
/// one run.
std::size_t number_of_runs(std::vector<AskedFile> const& files);

/// Reads all files with their runs and each market once. A run that cannot be read has its
/// `failure`, unless it is the only one.
/// \throws Error for the only run, or the base run of the only file
Batch read_batch(std::vector<AskedFile> const& files);

/// SHA-256 of what the runs are: resolved scenarios, what was set, markets, and the program's
/// revision. Equal for every shard and rank of the same work.
std::string sha256_of_inputs(Batch const& batch);

}  // namespace liq::batch
