/// \file
/// The statistics of several runs in one table.
#pragma once

#include <cstddef>
#include <vector>

#include "host/findings/report.hpp"
#include "host/words/sheet.hpp"

namespace liq::report {

/// A row for each of these runs: as CSV with every statistic of every quantity, with and without
/// the cascade; at a terminal the expected shortfalls (ES99) of the quantities that texts have.
/// \param runs  indices of the runs, in the order of the rows
words::Sheet tails_sheet(findings::Report const& report, std::vector<std::size_t> const& runs);

/// The runs with the largest hour at its p99, worst first; where hours are not known, those with
/// the most liquidated within the shortest time that is. Runs without a result are left out.
std::vector<std::size_t> worst_runs(findings::Report const& report, std::size_t most);

}  // namespace liq::report
