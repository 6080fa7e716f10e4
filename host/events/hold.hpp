/// \file
/// Whether the price stays at or above (or at or below) a level for some time without a break.
#pragma once

#include <optional>

#include "host/events/event_kind.hpp"

namespace liq::events {

struct Hold {
    static constexpr char const* kind = "hold";
    static constexpr std::array outcomes{Outcome{"held", true}};
    static constexpr bool needs_history = false;

    std::optional<double> above, below;  ///< USD; exactly one of them is given
    Duration lasting;                    ///< the key `for`
    std::optional<Duration> by;

    template <class Form>
    void describe(Form& form) {
        form.field("above", above,
                   {.unit = "USD",
                    .range = positive(),
                    .meaning = "level; every visit is at or above it",
                    .default_text = "none"});
        form.field("below", below,
                   {.unit = "USD",
                    .range = positive(),
                    .meaning = "level; every visit is at or below it",
                    .default_text = "none"});
        form.field("for", lasting,
                   {.range = positive(), .meaning = "time without a break", .required = true});
        form.field("by", by,
                   {.range = positive(),
                    .meaning = "latest end of this time",
                    .default_text = "the horizon"});
    }

    void check(Setting const& setting) const;
    void check_at_spot(Setting const& /*setting*/, double /*spot*/) const {}
    void add_tables(OutcomeIndices<Hold> outcome, Tables& tables) const;
    [[nodiscard]] std::string in_words(OutcomeOf<Hold> outcome, Duration horizon) const;
    [[nodiscard]] ClosedForms<Hold> closed_forms(Law const& law) const;
};

}  // namespace liq::events
