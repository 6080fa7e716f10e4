/// \file
/// The comparison of two reports as text for a terminal.
#pragma once

#include <string>

#include "host/comparison/comparison.hpp"
#include "host/words/text_page.hpp"

namespace liq::comparison {

/// The inputs, outcomes and limits that changed, with the attribution, for each pair of runs.
std::string comparison_text(Comparison const& comparison, ReportFile const& before,
                            ReportFile const& after, words::TextStyle const& style);

}  // namespace liq::comparison
