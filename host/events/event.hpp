/// \file
/// What a scenario asks: `[[event]]`, a question of one of the kinds in registry.hpp.
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
        form.field("name", name,
                   {.meaning = "of the event, unique: letters, digits, _ and -", .required = true});
        form.field(
            "given", given,
            {.meaning = "EVENT.OUTCOME of another event: asks only about paths on which that "
                        "happens, sooner or later",
             .default_text = "none"});
    }
};

/// The event of every run with a waterfall, which no `[[event]]` asks for.
Event const& waterfall_event();

/// The word in `event.kind`.
char const* kind_of(Event const& event);

/// What can happen, in the order of reports.
std::span<Outcome const> outcomes_of(Event const& event);

bool needs_history(Event const& event);

/// \throws Error for an event that cannot be asked, whatever the market is
void check(Event const& event, Setting const& setting);

/// \throws Error for an event that cannot be asked at this spot price [USD]
void check_at_spot(Event const& event, Setting const& setting, double spot);

/// \param first  index of the event's first outcome in the totals; its others follow
/// \param tables  with the setting of the event
/// \throws Error for averages of daily closes that the market's history does not reach back for
void add_tables(Event const& event, int first, Tables& tables);

/// What an outcome says, without the event's condition: "touches 97,000 within 7 d".
std::string in_words(Event const& event, std::string_view outcome, Duration horizon);

/// What is known of one outcome without the cascade.
struct NamedClosedForm {
    std::string outcome;
    ClosedForm form;
};
std::vector<NamedClosedForm> closed_forms(Event const& event, Law const& law);

}  // namespace liq::events
