/// \file
/// The distributions of a run as tables for a terminal, ordered by which tail is the worst.
#pragma once

#include <string>

#include "host/findings/findings.hpp"
#include "host/findings/quantities.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// Writes first the quantities whose high values are the worst, then those whose low values are,
/// each with the 95 % intervals of its statistics; on a narrow page how far they reach from the
/// value.
void tail_tables(words::TextPage& page, findings::RunFindings const& findings);

/// The name of a statistic at the head of a column: `p99`, `ES99`.
std::string statistic_heading(findings::StatisticDescription const& statistic);

/// When half of the paths with liquidations have begun their largest hour [s]; not known where no
/// path has any.
double half_began_largest_hour(findings::RunFindings const& findings);

}  // namespace liq::report
