/// \file
/// In which direction the average of the last `fast` daily closes first crosses the average of the
/// last `slow` daily closes.
#pragma once

#include <cstdint>
#include <vector>

#include "host/events/event_kind.hpp"
#include "models/estimate/cross_tables.hpp"

namespace liq::events {

struct Cross {
    static constexpr char const* kind = "cross";
    static constexpr std::array outcomes{Outcome{"golden", true}, Outcome{"death", true},
                                         Outcome{"none", false}};
    static constexpr bool needs_history = true;

    int fast = 0;  ///< days
    int slow = 0;  ///< days

    template <class Form>
    void describe(Form& form) {
        form.field("fast", fast,
                   {.unit = "d",
                    .range = between(1, daily_close::most_days),
                    .meaning = "number of daily closes in the shorter average",
                    .required = true});
        form.field("slow", slow,
                   {.unit = "d",
                    .range = between(1, daily_close::most_days),
                    .meaning = "number of daily closes in the longer average",
                    .required = true});
    }

    void check(Setting const& setting) const;
    void check_at_spot(Setting const& /*setting*/, double /*spot*/) const {}
    void add_tables(OutcomeIndices<Cross> outcome, Tables& tables) const;
    [[nodiscard]] std::string in_words(OutcomeOf<Cross> outcome, Duration horizon) const;
    [[nodiscard]] ClosedForms<Cross> closed_forms(Law const& law) const;

  private:
    /// The last `slow` daily closes before the path, the oldest first, in ticks (daily_close).
    [[nodiscard]] std::vector<std::int64_t> closes_before(Tables const& tables) const;
};

}  // namespace liq::events
