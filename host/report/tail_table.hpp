/// \file
/// The distributions of a run as tables for a terminal, ordered by which tail is the worst.
#pragma once

#include "host/findings/findings.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// Writes first the quantities whose high values are the worst, then those whose low values are.
void tail_tables(words::TextPage& page, findings::RunFindings const& findings);

}  // namespace liq::report
