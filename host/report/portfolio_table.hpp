/// \file
/// The desk's own positions as a table for people.
#pragma once

#include "host/report/text_page.hpp"
#include "host/findings/findings.hpp"

namespace liq {

/// Nothing for a run without positions.
void portfolio_table(TextPage& page, RunFindings const& findings);

}  // namespace liq
