/// \file
/// The statistics of two runs as text for a terminal.
#pragma once

#include "host/comparison/comparison.hpp"
#include "host/words/text_page.hpp"

namespace liq::comparison {

/// A table of the statistics that changed, with standard errors where they are known, and how many
/// did not change. Of quantities that texts leave out it says that JSON and CSV have them.
void statistics_section(words::TextPage& page, RunComparison const& pair);

}  // namespace liq::comparison
