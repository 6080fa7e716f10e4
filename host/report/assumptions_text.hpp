/// \file
/// What the snapshots of a report rest on, in a line at a terminal.
#pragma once

#include "host/findings/report.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// The description of the scenario and the begin of what the snapshot assumes, where they are
/// there.
void own_words(words::TextPage& page, findings::RunFindings const& run);

/// The assumptions that the snapshots of all runs state: the begin of them where all state the
/// same, how many there are where they differ, nothing where none states any.
void assumptions_line(words::TextPage& page, findings::Report const& report);

}  // namespace liq::report
