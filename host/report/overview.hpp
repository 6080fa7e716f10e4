/// \file
/// The overview of several runs for a terminal: a table for each outcome, with a row for each run.
#pragma once

#include "host/findings/report.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// Writes the families of runs with a common base run, each with its questions and answers; then
/// the runs that failed, the limits whose state is not ok, and every warning once with its runs. A
/// long value that differs between runs is a number in the tables, with a legend before them. Long
/// lists are cut; `/summary` in the report has all runs.
void write_overview(words::TextPage& page, findings::Report const& report);

}  // namespace liq::report
