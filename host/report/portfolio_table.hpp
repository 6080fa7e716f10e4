/// \file
/// The desk's own positions as a table for a terminal.
#pragma once

#include "host/findings/findings.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// Writes the table; nothing for a run without positions.
void portfolio_table(words::TextPage& page, findings::RunFindings const& findings);

}  // namespace liq::report
