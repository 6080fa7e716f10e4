/// \file
/// Whether levels are reached in their order.
#pragma once

#include <optional>
#include <vector>

#include "host/events/event_kind.hpp"

namespace liq::events {

/// A level of a sequence, one of `above` and `below`, and perhaps one that must not come first.
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
        level("above", above, "met at or above it");
        level("below", below, "met at or below it");
        level("before_below", before_below, "the event is over at or below it, until this is met");
        level("before_above", before_above, "the event is over at or above it, until this is met");
        form.field("by", by,
                   {.range = positive(), .meaning = "until when", .default_text = "the event's"});
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
                   {.meaning = "levels to be reached one after the other, at most one a visit",
                    .required = true});
        form.field("by", by,
                   {.range = positive(), .meaning = "until when", .default_text = "the horizon"});
    }

    void check(Setting const& setting) const;
    void check_at_spot(Setting const& setting, double spot) const;
    void add_tables(OutcomeIndices<Sequence> outcome, Tables& tables) const;
    [[nodiscard]] std::string in_words(OutcomeOf<Sequence> outcome, Duration horizon) const;
    [[nodiscard]] ClosedForms<Sequence> closed_forms(Law const& law) const;
};

}  // namespace liq::events
