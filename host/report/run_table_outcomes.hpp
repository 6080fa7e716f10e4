/// \file
/// The columns of outcomes in the table of all runs of a report.
#pragma once

#include "host/report/run_table_columns.hpp"

namespace liq::report {

/// Adds, for each outcome that any run asks for: its probability with error, interval and ranges,
/// the cascade's effect, the step error, and the difference to the base run. NaN for runs that do
/// not ask for it, or do not have that part.
void add_outcome_columns(RunTable& table, findings::Report const& report);

}  // namespace liq::report
