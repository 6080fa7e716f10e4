/// \file
/// All runs that one call of the program simulates, and the state of each run.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
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

/// Why a run has no result, and the exit code of the program where this is the only run.
struct Failure {
    Exit exit = Exit::failed;
    std::string what;
};

/// The failure that an exception describes. Exceptions other than Error mean Exit::failed.
Failure failure_of(std::exception const& error);

/// One run as the user asked for it.
struct BatchRun {
    std::string file;      ///< of the scenario, as on the command line
    std::size_t base = 0;  ///< index of its family's base run; a base run has its own index
    std::string variant;   ///< empty where it is not a variant
    std::map<std::string, std::string> set;
    std::optional<scenario::Scenario> scenario;  ///< nothing: it could not be read
    std::shared_ptr<market::Market const> market;
    std::optional<Failure> failure;
    std::shared_ptr<SharedPlan> shared_plan = std::make_shared<SharedPlan>();
};

/// What is known about a run so far: which paths are done, and their counts. Two states of the same
/// run with different paths can be added, member by member.
struct RunState {
    PathSet done;
    SparseTotals totals;
    /// How the paths done compare with those of the base run; set once both runs have ended.
    PairedOutcomes comparison;
    /// Outcomes of the paths done, as long as a comparison still needs them.
    std::optional<OutcomeRecord> record;
    double seconds = 0;  ///< of simulation, summed over devices
    bool ended = false;  ///< no path of this share is left to simulate
    std::optional<Failure> failure;
};

/// A batch keeps the counters of all its runs. One of more runs than this keeps neither their
/// extremes over time nor the course of their paths, which are then not known.
inline constexpr std::size_t most_runs_in_detail = 100;

struct Batch {
    std::vector<BatchRun> runs;
    std::vector<RunState> states;  ///< in the order of runs
    Shard shard;
    /// How many runs the call had that these are some of; 0: they are all.
    std::size_t among = 0;
    std::shared_ptr<planning::BookCache> books =
        std::make_shared<planning::BookCache>();  ///< the books of its markets

    /// Whether extremes over time and the course of paths are kept (most_runs_in_detail).
    [[nodiscard]] bool keeps_details() const {
        return std::max(among, runs.size()) <= most_runs_in_detail;
    }
    /// The plan of a run that could be read. It is made once and kept as long as it is in use.
    /// \throws Error as planning::plan_run
    [[nodiscard]] std::shared_ptr<planning::PlannedRun const> plan(std::size_t run) const {
        BatchRun const& asked = runs[run];
        return asked.shared_plan->get(*asked.scenario, *asked.market, *books);
    }
    /// Whether the run is compared with its base run: both could be read and have as many paths.
    [[nodiscard]] bool has_differences(std::size_t run) const {
        return runs[run].base != run && runs[run].scenario && runs[runs[run].base].scenario &&
               runs[run].scenario->simulation.paths ==
                   runs[runs[run].base].scenario->simulation.paths;
    }
    /// Whether at least one other run is compared with this one.
    [[nodiscard]] bool is_compared_with(std::size_t run) const {
        for (std::size_t i = run + 1; i < runs.size() && runs[i].base == run; ++i)
            if (has_differences(i)) return true;
        return false;
    }
    /// The paths of the run that belong to this shard.
    [[nodiscard]] PathRange share(std::size_t run) const {
        return share_of(runs[run].scenario->simulation.paths, shard);
    }
    /// Whether every run has ended or failed.
    [[nodiscard]] bool ended() const;
};

/// A scenario file, and the keys to set in all its runs, each as "dotted.key=TOML value".
struct AskedFile {
    std::string file;
    std::vector<std::string> set;
};

/// How many runs the files ask for, without reading each run; a file that cannot be read counts as
/// one run.
std::size_t number_of_runs(std::vector<AskedFile> const& files);

/// Reads the runs of all files, and each market once. A run that cannot be read gets a `failure`.
/// \throws Error if that is the only run, or the base run of the only file
Batch read_batch(std::vector<AskedFile> const& files);

/// SHA-256 of all inputs of the runs: resolved scenarios, keys that were set, markets, and the
/// program's revision. It is the same for all shards and ranks of one batch.
std::string sha256_of_inputs(Batch const& batch);

}  // namespace liq::batch
