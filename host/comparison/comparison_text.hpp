/// \file
/// Two reports side by side for a person at a terminal.
#pragma once

#include <string>

#include "host/comparison/comparison.hpp"
#include "host/report/terminal_summary.hpp"

namespace liq::comparison {

std::string comparison_text(Comparison const& comparison, ReportFile const& before,
                            ReportFile const& after, report::TextStyle const& style);

}  // namespace liq::comparison
