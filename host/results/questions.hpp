/// \file
/// Events and their outcomes as sentences for people who read results.
#pragma once

#include <string>

#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::results {

/// An outcome of an event in words, such as "reaches 113,000 before 93,000 within 30 d".
std::string question_in_words(scenario::Scenario const& scenario, events::Event const& event,
                              std::string const& outcome);

/// The names of an outcome of a run, and the outcome in words.
struct AskedOutcome {
    std::string event;
    std::string kind;
    std::string given;  ///< the condition as "event.outcome"; empty where there is none
    std::string question;
};
AskedOutcome asked_outcome(scenario::Scenario const& scenario,
                           planning::PlannedOutcome const& planned);

}  // namespace liq::results
