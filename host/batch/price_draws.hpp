/// \file
/// Draws of the law of the price, from a file of `liqcascade calibrate price`.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host/scenario/scenario.hpp"

namespace liq::batch {

/// By key of [price]: a value for each draw.
using PriceDraws = std::map<std::string, std::vector<double>>;

/// The draws of the scenario's `simulation.price_fit` for its law of the price.
/// \throws Error with file and dataset: a file without draws of this law, keys that are not of it,
///     fewer draws than `simulation.price_draws`
PriceDraws read_price_draws(scenario::Scenario const& scenario);

/// Sets the keys of [price] to those of a draw.
void set_price(PriceDraws const& draws, int draw, scenario::Scenario& scenario);

}  // namespace liq::batch
