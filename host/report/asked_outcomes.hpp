/// \file
/// The outcomes of all runs of a report by name and question, for tables with a row for each run.
#pragma once

#include <string>
#include <vector>

#include "host/findings/report.hpp"

namespace liq::report {

/// One outcome of all runs that ask the same question by its name. All runs of a family count as
/// asking the question of their base run: where one of them has another level, its `set` tells.
struct AskedOutcome {
    std::string title;          ///< `event.outcome`; for the second question of that name `... (2)`
    std::string question;       ///< in words, with the asset; never empty
    bool is_ambiguous = false;  ///< whether other runs ask another question by the same name
    std::vector<findings::OutcomeFinding const*> of_run;  ///< [run]; null: it does not ask this
};

/// The outcomes in the order in which runs first have them. They point into the report.
std::vector<AskedOutcome> asked_outcomes(findings::Report const& report);

}  // namespace liq::report
