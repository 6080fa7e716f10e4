/// \file
/// Reads the files of a scenario's `[benchmark]`, for a market.
#pragma once

#include "host/market/market.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::planning {

/// Puts numbers in the place of files: the last implied volatility at or before the snapshot, and
/// the last quote of each outcome at or before it. Quotes by level belong to the touch with this
/// level, if their expiry is its end. The scenario then needs no file.
/// \throws Error with file and row: a volatility that is a fraction, a bid above its ask, quotes of
///     outcomes that the scenario does not have, files without a value before the snapshot
void read_benchmark_files(scenario::Scenario& scenario, market::Market const& market);

}  // namespace liq::planning
