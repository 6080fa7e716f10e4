/// \file
/// What is to be read first about the runs of a report: each warning once, with the runs that have
/// it. Terminal and page both show these.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/findings/report.hpp"

namespace liq::report {

/// A warning of one run or of several. Warnings that differ in their numbers alone are one, with
/// the words of the first run that has it.
struct WarningOfRuns {
    std::string words;
    std::vector<std::size_t> runs;  ///< ascending
    bool numbers_differ = false;

    /// The words, then "[all runs]" or "[runs 0, 3 to 5; the numbers are those of run 0]".
    [[nodiscard]] std::string with_runs(std::size_t n_runs) const;
};

/// All warnings of a run: of cascades that were cut, of its inputs and results, and of the day.
/// \param of_the_day  whether those are wanted that depend on the date
std::vector<std::string> warnings_of(findings::RunFindings const& run, bool of_the_day);

/// The warnings of all runs, in the order in which runs first have them.
std::vector<WarningOfRuns> warnings_of_runs(findings::Report const& report, bool of_the_day);

/// "run 3", "runs 0 to 4 and 7", "all runs". \param runs  ascending
std::string runs_in_words(std::vector<std::size_t> const& runs, std::size_t n_runs);

}  // namespace liq::report
