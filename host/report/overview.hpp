/// \file
/// The overview of several runs for a terminal: one table with a row for each run.
#pragma once

#include <string>

#include "host/findings/report.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// Writes the table of the runs (batch_table.hpp) and what its columns ask; the tails of the worst
/// runs; the runs that failed; the limits whose state is not ok; and every warning once with its
/// runs. Long lists are cut; `--csv` and `/summary` in the report have all runs.
/// \param sort  the column of the table to sort by; empty: runs in their order
/// \throws Error(Exit::bad_input) where the table has no such column
void write_overview(words::TextPage& page, findings::Report const& report, std::string const& sort);

}  // namespace liq::report
