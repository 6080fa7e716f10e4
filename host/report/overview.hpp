/// \file
/// Several runs for a person at a terminal: a table for each outcome, a row for each run.
#pragma once

#include "host/findings/report.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// Families of runs with a common base run, each with its questions and answers, then the runs that
/// failed, limits that are not kept, and every warning once with the runs that it is of. Long lists
/// are cut; the report's `/summary` has them all.
void write_overview(words::TextPage& page, findings::Report const& report);

}  // namespace liq::report
