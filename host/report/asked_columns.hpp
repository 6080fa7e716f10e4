/// \file
/// Which runs of a report ask the same question by the same name.
#pragma once

#include <string>
#include <vector>

#include "host/findings/report.hpp"

namespace liq::report {

/// One outcome of all runs that ask the same question by its name.
struct AskedColumn {
    std::string title;     ///< `event.outcome`; for the second question of that name `... (2)`
    std::string question;  ///< for the meaning; empty where the name has only one question
    std::vector<findings::OutcomeFinding const*> of_run;  ///< [run]; null: it does not ask this
};

/// The columns of all outcomes, in the order in which runs first ask them.
std::vector<AskedColumn> asked_columns(findings::Report const& report);

}  // namespace liq::report
