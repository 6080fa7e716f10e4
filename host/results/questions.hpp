/// \file
/// Events in words, for people who read results.
#pragma once

#include <string>

#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::results {

/// What an outcome of an event says, as "reaches 113,000 before 93,000 within 30 d".
std::string question_in_words(scenario::Scenario const& scenario, events::Event const& event,
                              std::string const& outcome);

/// An outcome of a run in words.
struct AskedOutcome {
    std::string event;
    std::string kind;
    std::string given;  ///< the condition, `event.outcome`; empty where there is none
    std::string question;
};
AskedOutcome asked_outcome(scenario::Scenario const& scenario,
                           planning::PlannedOutcome const& planned);

}  // namespace liq::results
