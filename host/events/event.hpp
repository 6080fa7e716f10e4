/// \file
/// `[[event]]`: a question of a scenario, of one of the kinds in registry.hpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/events/registry.hpp"
#include "models/core/parameter_form.hpp"

namespace liq::events {

struct Event {
    std::string name;
    std::optional<std::string> given;  ///< `event.outcome`
    Question question;

    template <class Form>
    void describe(Form& form) {
        form.field(
            "name", name,
            {.meaning = "unique name of the event: letters, digits, _ and -", .required = true});
        form.field(
            "given", given,
            {.meaning = "EVENT.OUTCOME of another event: only paths with this outcome are counted, "
                        "at whatever time it happens",
             .default_text = "none"});
    }
};

/// The event that a waterfall adds to its run; no `[[event]]` can ask for it.
Event const& waterfall_event();

/// The word of the event for `event.kind`.
char const* kind_of(Event const& event);

/// The outcomes of the event, in the order of reports.
std::span<Outcome const> outcomes_of(Event const& event);

bool needs_history(Event const& event);

/// \throws Error for an event that is not valid in any market
void check(Event const& event, Setting const& setting);

/// \throws Error for an event that is not valid at this spot price [USD]
void check_at_spot(Event const& event, Setting const& setting, double spot);

/// Adds the event to the engine's tables.
/// \param first   index of the event's first outcome in the totals; its other outcomes follow
/// \param tables  their `setting` must be that of the event
/// \throws Error where an average of daily closes needs more history than the market has
void add_tables(Event const& event, int first, Tables& tables);

/// The outcome as words, without the event's condition: "touches 97,000 within 7 d".
std::string in_words(Event const& event, std::string_view outcome, Duration horizon);

/// The closed form of one outcome, which holds without the cascade.
struct NamedClosedForm {
    std::string outcome;
    ClosedForm form;
};
std::vector<NamedClosedForm> closed_forms(Event const& event, Law const& law);

}  // namespace liq::events
