/// \file
/// Warnings about a smallest change that is so large that nobody has seen it.
#pragma once

#include <string>
#include <vector>

#include "host/market/market.hpp"
#include "host/scenario/scenario.hpp"
#include "host/stress/stress.hpp"

namespace liq::stress {

/// A value of so many times the base, or of such a part of it, is far from it. The volatility of
/// the 7 days ahead has a log standard deviation of 0.59 in the fit that is shipped
/// (scenarios/june-2025.toml), of which ln 3 is 1.9: six weeks of a hundred lie further away.
inline constexpr double far_factor = 3;

/// The largest annualised volatility of the closes of the history over windows as long as the
/// horizon, or of all of it where it is shorter; not known of fewer than 5 returns.
double largest_volatility(market::History const& history, Duration horizon);

/// A warning for each key whose value at the nearest point is far from its base, or is a volatility
/// (or a variance) above all that the snapshot's own history has had.
std::vector<std::string> warnings_of_far_values(StressResult const& result,
                                                scenario::Scenario const& base,
                                                market::Market const& market);

}  // namespace liq::stress
