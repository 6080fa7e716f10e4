/// \file
/// `liqcascade backtest`: how good forecasts of levels would have been, over a history.
#pragma once

#include <string>
#include <vector>

#include "host/cli/messages.hpp"
#include "host/cli/options.hpp"
#include "host/validation/backtest.hpp"

namespace CLI {
class App;
}

namespace liq::cli {

struct BacktestOptions {
    validation::BacktestSettings settings;
    // As they were typed.
    std::vector<std::string> columns;  ///< "close=c"
    std::string from, to, history_from;
    std::vector<double> race;      ///< log distances up and down
    std::vector<double> percents;  ///< of touches
    ScenarioOptions scenario;      ///< changes of the scenario that is simulated
    BackendChoice backend;
    std::string output;  ///< empty: nothing is written
    bool json = false;
    bool quiet = false;
    Colour colour = Colour::automatic;
};

/// Adds the command to the program; parsing fills `options`.
CLI::App& add_backtest_command(CLI::App& program, BacktestOptions& options);

/// Scores, prints, writes what was asked for, and returns the exit code. \throws Error
int backtest_command(BacktestOptions const& options, Messages const& messages);

}  // namespace liq::cli
