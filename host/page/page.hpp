/// \file
/// A report as one HTML page that needs nothing else: no network, no other file. It reads and
/// prints without a script; with one, its charts are drawn.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "host/findings/report.hpp"

namespace liq::page {

/// The page of a report.
/// \param report     may lack the details of its runs (findings::drop_details)
/// \param in_detail  by their index the runs that are shown in detail, with their details
/// (WorstRuns)
/// \param reproducible  leaves out what differs between two equal runs: dates and the machine
std::string page_html(findings::Report const& report,
                      std::map<std::size_t, findings::RunFindings> const& in_detail,
                      bool reproducible = false);

}  // namespace liq::page
