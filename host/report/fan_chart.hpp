/// \file
/// The price quantiles of a run over time, drawn with characters.
#pragma once

#include <string>
#include <vector>

#include "host/report/terminal_summary.hpp"
#include "host/findings/findings.hpp"

namespace liq {

/// Lines of a chart and its legend: the outer and inner band of quantiles and the median. Empty if
/// there are fewer than three quantiles, fewer than two times, or no paths.
std::vector<std::string> fan_chart(RunFindings const& findings, TextStyle const& style);

}  // namespace liq
