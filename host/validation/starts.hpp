/// \file
/// Which days of a history are starts of a backtest.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/validation/backtest.hpp"

namespace liq::validation {

struct ChosenStarts {
    std::vector<std::size_t> days;  ///< of the history, ascending
    std::size_t n_daily = 0;        ///< how many there were to choose from
};

/// The days from the first to the last start that are usable for the longest horizon, so that all
/// horizons have the same ones, and whose implied volatility is known, so that all models have; of
/// them, where the engine simulates, as many as it was asked for, evenly spread.
/// \param implied  null: none
/// \param notes    says what was left out, and why
/// \throws Error where none is left, or where more are asked for than there are
ChosenStarts choose_starts(BacktestSettings const& asked, PriceHistory const& history,
                           ImpliedVolatility const* implied, std::vector<std::string>& notes);

/// A block of the bootstrap as a number of starts: as many as lie in it on average, at least one.
/// \param starts  Unix s, ascending
/// \param days    length of the block
std::size_t block_of_starts(std::vector<std::int64_t> const& starts, std::size_t days);

}  // namespace liq::validation
