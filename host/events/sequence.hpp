/// \file
/// Whether levels are reached in their order.
#pragma once

#include <optional>
#include <vector>

#include "host/events/event_kind.hpp"

namespace liq::events {

/// A step of a sequence: a level, which is either `above` or `below`, and optionally a level that
/// must not be reached before it.
struct SequenceStep {
    std::optional<double> above, below;                ///< USD
    std::optional<double> before_below, before_above;  ///< USD
    std::optional<Duration> by;

    template <class Form>
    void describe(Form& form) {
        auto const level = [&](char const* name, std::optional<double>& member,
                               char const* meaning) {
            form.field(
                name, member,
                {.unit = "USD", .range = positive(), .meaning = meaning, .default_text = "none"});
        };
        level("above", above, "the step is met by a price at or above it");
        level("below", below, "the step is met by a price at or below it");
        level("before_below", before_below,
              "the event ends without success at a price at or below it, before the step is met");
        level("before_above", before_above,
              "the event ends without success at a price at or above it, before the step is met");
        form.field("by", by,
                   {.range = positive(),
                    .meaning = "end of the time in which the step may be met",
                    .default_text = "by of the event"});
    }
};

struct Sequence {
    static constexpr char const* kind = "sequence";
    static constexpr std::array outcomes{Outcome{"happened", true}};
    static constexpr bool needs_history = false;

    std::vector<SequenceStep> steps;
    std::optional<Duration> by;

    template <class Form>
    void describe(Form& form) {
        form.field("steps", steps,
                   {.meaning = "levels to be reached one after the other, at most one at each "
                               "visit",
                    .required = true});
        form.field("by", by,
                   {.range = positive(),
                    .meaning = "end of the time in which it may happen",
                    .default_text = "the horizon"});
    }

    void check(Setting const& setting) const;
    void check_at_spot(Setting const& setting, double spot) const;
    void add_tables(OutcomeIndices<Sequence> outcome, Tables& tables) const;
    [[nodiscard]] std::string in_words(OutcomeOf<Sequence> outcome, Duration horizon) const;
    [[nodiscard]] ClosedForms<Sequence> closed_forms(Law const& law) const;
};

}  // namespace liq::events
