/// \file
/// What the uncertainty of estimated inputs does to the answers of a batch: runs of other draws of
/// these inputs, on the same random numbers.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "host/batch/batch.hpp"
#include "host/batch/run_batch.hpp"
#include "host/findings/findings.hpp"

namespace liq::batch {

/// How far the answers of one run move: draw by draw, less those of the estimate itself on the same
/// paths.
struct MovesOfDraws {
    struct Outcome {
        std::vector<double> move;   ///< of the probability
        std::vector<double> error;  ///< its standard error, of paired paths
    };
    int n_draws = 0;
    std::map<std::string, Outcome> outcomes;                ///< by event.outcome
    std::map<std::string, std::vector<double>> statistics;  ///< by quantity.statistic
};
struct MovesOfRun {
    MovesOfDraws book, price;
};

/// Whether any run of a batch asks for draws.
bool asks_for_draws(Batch const& batch);

/// \throws Error for a snapshot without draws, or with fewer than are asked for; for a file of
///     draws that cannot be read or is of another law; for draws together with shards
void check_draws(Batch const& batch);

/// Simulates the draws of every run that asks for some: the estimate and each draw on the first
/// paths of the run, as many as give about `paths` in all. Runs without draws have none.
/// \param stop  whether to end early; then the moves are empty
std::vector<MovesOfRun> simulate_draws(Batch const& batch, Devices const& devices,
                                       std::function<bool()> const& stop);

/// The central 90 % of an answer under the draws. The spread of the moves is freed of the noise of
/// their paths: nested variance (Gordy & Juneja 2010), Var(move) less the mean of its squared
/// standard errors.
/// \param value  the answer itself
findings::Range range_of(double value, std::vector<double> const& moves,
                         std::vector<double> const& errors);

/// Adds the ranges to what was concluded of the run.
void add_ranges(MovesOfRun const& moves, findings::RunFindings& findings);

}  // namespace liq::batch
