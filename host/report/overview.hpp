/// \file
/// Several runs for a person at a terminal: a table for each outcome, a row for each run.
#pragma once

#include <string>
#include <vector>

#include "host/findings/report.hpp"
#include "host/report/text_page.hpp"

namespace liq::report {

/// What tells a run from the others: its variant, else what was set and is not set in the base run
/// (null: it is one itself), else the scenario's name.
std::string run_label(findings::RunFindings const& run, findings::RunFindings const* base);

/// Families of runs with a common base run, each with its questions and answers, then the runs that
/// failed. Long lists are cut; the report's `/summary` has them all.
void write_overview(TextPage& page, findings::Report const& report);

}  // namespace liq::report
