/// \file
/// One horizon of a backtest: every model at every start.
#pragma once

#include <cstddef>
#include <vector>

#include "host/validation/backtest.hpp"

namespace liq::validation {

/// \param starts   usable days, ascending
/// \param implied  null: none
/// \throws Error(Exit::failed) that names model, question and start where a probability is no
///     number from 0 to 1
HorizonResult evaluate(PriceHistory const& history, std::vector<std::size_t> const& starts,
                       std::size_t horizon, std::vector<Question> const& questions,
                       ImpliedVolatility const* implied, BlockBootstrap const& bootstrap);

}  // namespace liq::validation
