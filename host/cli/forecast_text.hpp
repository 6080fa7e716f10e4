/// \file
/// What a run asks and what it is made of, in lines of a name and a text, for `--dry-run`.
#pragma once

#include <string>

#include "host/planning/make_plan.hpp"

namespace liq::cli {

/// A name, and a text that begins at the same place in every line.
std::string line(std::string const& name, std::string const& text);

/// Market, questions, limits, law, paths, positions and book of a run that is planned.
std::string about_run(scenario::Scenario const& scenario, market::Market const& market,
                      planning::PlannedRun const& run);

}  // namespace liq::cli
