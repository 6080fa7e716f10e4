/// \file
/// `liqcascade backtest --scenario`: a backtest whose scenario is simulated, with its progress.
#pragma once

#include <optional>

#include "host/cli/messages.hpp"
#include "host/validation/backtest.hpp"
#include "kernels/backend.hpp"

namespace liq::cli {

struct SimulatedBacktest {
    std::optional<validation::BacktestResult> result;  ///< nothing where it was stopped
    int signal = 0;                                    ///< that stopped it
};

/// Says what is to be simulated, simulates it until a stop signal arrives, and scores.
/// \throws Error, BackendMissing
SimulatedBacktest simulated_backtest(validation::BacktestSettings const& settings,
                                     BackendChoice const& choice, bool quiet,
                                     Messages const& messages);

}  // namespace liq::cli
