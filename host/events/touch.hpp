/// \file
/// Whether a level is reached.
#pragma once

#include <optional>

#include "host/events/event_kind.hpp"

namespace liq::events {

struct Touch {
    static constexpr char const* kind = "touch";
    static constexpr std::array outcomes{Outcome{"touched", true}};
    static constexpr bool needs_history = false;

    double level = 0;  ///< USD, below or above spot
    std::optional<Duration> by;

    template <class Form>
    void describe(Form& form) {
        form.field("level", level,
                   {.unit = "USD", .range = positive(), .meaning = "the level", .required = true});
        form.field("by", by,
                   {.range = positive(),
                    .meaning = "end of the time in which it may happen",
                    .default_text = "the horizon"});
    }

    void check(Setting const& setting) const;
    void check_at_spot(Setting const& setting, double spot) const;
    void add_tables(OutcomeIndices<Touch> outcome, Tables& tables) const;
    [[nodiscard]] std::string in_words(OutcomeOf<Touch> outcome, Duration horizon) const;
    [[nodiscard]] ClosedForms<Touch> closed_forms(Law const& law) const;
};

}  // namespace liq::events
