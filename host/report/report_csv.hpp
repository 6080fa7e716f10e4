/// \file
/// The tables of a report as CSV, for spreadsheets and data frames.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "host/findings/report.hpp"

namespace liq::report {

/// The tables: a row for each run; for each outcome of a run; for each run with all its statistics;
/// for each limit; for each of the desk's positions and totals, without and with its what-if; for
/// each time and quantile of the price (only of a report, or a choice, of one run); for each
/// warning.
inline constexpr std::array report_tables{"runs",      "outcomes", "tails",   "limits",
                                          "positions", "prices",   "warnings"};

/// Refuses a choice of table and sorting that is not possible with this number of runs, whatever
/// they found. \throws Error(Exit::bad_input)
void require_table(std::string const& table, std::string const& sort, std::size_t n_runs);

/// One table, see words::Sheet::csv.
/// \param table  one of `report_tables`
/// \param sort  the column by which `runs` is sorted; empty: as in the report
/// \throws Error(Exit::bad_input) as `require_table`, and where there is no such column
std::string report_csv(findings::Report const& report, std::string const& table,
                       std::string const& sort = {});

}  // namespace liq::report
