/// \file
/// Events in words, for people who read results.
#pragma once

#include <string>

#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"

namespace liq {

/// What an outcome of an event says, as "reaches 113,000 before 93,000 within 30 d".
std::string question_in_words(Scenario const& scenario, Event const& event,
                              std::string const& outcome);

/// An outcome of a run in words; what no event asks is the waterfall's.
struct AskedOutcome {
    std::string event;
    std::string kind;
    std::string given;  ///< the condition, `event.outcome`; empty where there is none
    std::string question;
};
AskedOutcome asked_outcome(Scenario const& scenario, PlannedOutcome const& planned);

}  // namespace liq
