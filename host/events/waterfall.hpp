/// \file
/// Whether liquidations empty the insurance fund. Every run with a waterfall has this event; no
/// `[[event]]` can ask for it.
#pragma once

#include "host/events/event_kind.hpp"

namespace liq::events {

struct Waterfall {
    static constexpr char const* kind = "waterfall";
    static constexpr std::array outcomes{Outcome{"fund_emptied", true}};
    static constexpr bool needs_history = false;

    template <class Form>
    void describe(Form& /*form*/) {}

    void check(Setting const& /*setting*/) const {}
    void check_at_spot(Setting const& /*setting*/, double /*spot*/) const {}
    void add_tables(OutcomeIndices<Waterfall> outcome, Tables& tables) const;
    [[nodiscard]] std::string in_words(OutcomeOf<Waterfall> outcome, Duration horizon) const;
    [[nodiscard]] ClosedForms<Waterfall> closed_forms(Law const& law) const;
};

}  // namespace liq::events
