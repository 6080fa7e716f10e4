/// \file
/// One horizon of a backtest: every model at every start.
#pragma once

#include <cstddef>
#include <vector>

#include "host/validation/backtest.hpp"

namespace liq::validation {

/// What is evaluated. All that it refers to outlives its use.
struct Evaluated {
    PriceHistory const& history;
    std::vector<std::size_t> const& starts;       ///< usable days, ascending
    std::size_t horizon = 0;                      ///< days
    ImpliedVolatility const* implied = nullptr;   ///< null: none
    SimulatedHorizon const* simulated = nullptr;  ///< of these starts and questions; null: none
};

/// \throws Error(Exit::failed) that names model, question and start where a probability is no
///     number from 0 to 1
HorizonResult evaluate(Evaluated const& evaluated, std::vector<Question> const& questions,
                       BlockBootstrap const& bootstrap);

}  // namespace liq::validation
