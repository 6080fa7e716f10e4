/// \file
/// Whether the price is at or above a level at the end of a step.
#pragma once

#include <optional>

#include "host/events/event_kind.hpp"

namespace liq::events {

struct Close {
    static constexpr char const* kind = "close";
    static constexpr std::array outcomes{Outcome{"above", false}};
    static constexpr bool needs_history = false;

    double level = 0;  ///< USD
    std::optional<Duration> at;

    template <class Form>
    void describe(Form& form) {
        form.field("level", level,
                   {.unit = "USD", .range = positive(), .meaning = "the level", .required = true});
        form.field("at", at,
                   {.range = positive(),
                    .meaning = "time at which the price is compared with the level",
                    .default_text = "the horizon"});
    }

    void check(Setting const& setting) const;
    void check_at_spot(Setting const& /*setting*/, double /*spot*/) const {}
    void add_tables(OutcomeIndices<Close> outcome, Tables& tables) const;
    [[nodiscard]] std::string in_words(OutcomeOf<Close> outcome, Duration horizon) const;
    [[nodiscard]] ClosedForms<Close> closed_forms(Law const& law) const;
};

}  // namespace liq::events
