/// \file
/// Which of two levels is reached first.
#pragma once

#include <optional>

#include "host/events/event_kind.hpp"

namespace liq::events {

struct Race {
    static constexpr char const* kind = "race";
    static constexpr std::array outcomes{Outcome{"up", true}, Outcome{"down", true},
                                         Outcome{"neither", false}};
    static constexpr bool needs_history = false;

    double up = 0;               ///< USD; reached by a price at or above it
    double down = 0;             ///< USD; reached by a price at or below it
    std::optional<Duration> by;  ///< the horizon where it is absent

    template <class Form>
    void describe(Form& form) {
        form.field(
            "up", up,
            {.unit = "USD", .range = positive(), .meaning = "upper level", .required = true});
        form.field(
            "down", down,
            {.unit = "USD", .range = positive(), .meaning = "lower level", .required = true});
        form.field("by", by,
                   {.range = positive(),
                    .meaning = "end of the time in which it may happen",
                    .default_text = "the horizon"});
    }

    void check(Setting const& setting) const;
    void check_at_spot(Setting const& setting, double spot) const;
    void add_tables(OutcomeIndices<Race> outcome, Tables& tables) const;
    [[nodiscard]] std::string in_words(OutcomeOf<Race> outcome, Duration horizon) const;
    /// Known where a step is so short that no path reaches both levels within the same step. Within
    /// a step the highest and the lowest price are drawn independently, which is exact for each of
    /// them but not for both together (models/law.md 6).
    [[nodiscard]] ClosedForms<Race> closed_forms(Law const& law) const;
};

}  // namespace liq::events
