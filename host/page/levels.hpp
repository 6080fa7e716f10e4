/// \file
/// The prices that a scenario names.
#pragma once

#include <vector>

#include "host/findings/findings.hpp"
#include "host/page/chart.hpp"

namespace liq::page {

/// Spot, the levels of the events, the walls and the liquidation prices of the desk's positions, as
/// lines of a chart whose y is a price; each price once. Levels are read from the resolved scenario
/// of the run; a scenario that cannot be read has none.
std::vector<Mark> levels_of(findings::RunFindings const& run);

}  // namespace liq::page
