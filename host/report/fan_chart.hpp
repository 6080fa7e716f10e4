/// \file
/// The price quantiles of a run over time, drawn with characters.
#pragma once

#include <string>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// The lines of a chart with its legend: the outer and inner bands of quantiles and the median.
/// There are none with fewer than three quantiles, fewer than two times, or no paths.
std::vector<std::string> fan_chart(findings::RunFindings const& findings,
                                   words::TextStyle const& style);

}  // namespace liq::report
