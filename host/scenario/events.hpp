/// \file
/// What a scenario asks: `[[event]]`, one struct a kind.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "models/core/parameter_form.hpp"
#include "models/core/units.hpp"
#include "models/estimate/cross_tables.hpp"

namespace liq::scenario {

/// Which barrier is hit first.
struct RaceEvent {
    static constexpr char const* kind = "race";
    static constexpr char const* outcomes = "up down neither";
    double up = 0;               ///< USD, at or above
    double down = 0;             ///< USD, at or below
    std::optional<Duration> by;  ///< default: the horizon

    template <class Form>
    void describe(Form& form) {
        form.field(
            "up", up,
            {.unit = "USD", .range = positive(), .meaning = "upper level", .required = true});
        form.field(
            "down", down,
            {.unit = "USD", .range = positive(), .meaning = "lower level", .required = true});
        form.field("by", by,
                   {.range = positive(), .meaning = "until when", .default_text = "the horizon"});
    }
};

/// Whether a level is reached.
struct TouchEvent {
    static constexpr char const* kind = "touch";
    static constexpr char const* outcomes = "touched";
    double level = 0;  ///< USD, below or above spot
    std::optional<Duration> by;

    template <class Form>
    void describe(Form& form) {
        form.field("level", level,
                   {.unit = "USD", .range = positive(), .meaning = "the level", .required = true});
        form.field("by", by,
                   {.range = positive(), .meaning = "until when", .default_text = "the horizon"});
    }
};

/// Whether a step closes at or above a level.
struct CloseEvent {
    static constexpr char const* kind = "close";
    static constexpr char const* outcomes = "above";
    double level = 0;  ///< USD
    std::optional<Duration> at;

    template <class Form>
    void describe(Form& form) {
        form.field("level", level,
                   {.unit = "USD", .range = positive(), .meaning = "the level", .required = true});
        form.field("at", at,
                   {.range = positive(), .meaning = "when", .default_text = "the horizon"});
    }
};

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

/// Whether levels are reached in their order.
struct SequenceEvent {
    static constexpr char const* kind = "sequence";
    static constexpr char const* outcomes = "happened";
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
};

/// Whether some stretch of time lies at or above, or at or below, a level as a whole.
struct HoldEvent {
    static constexpr char const* kind = "hold";
    static constexpr char const* outcomes = "held";
    std::optional<double> above, below;  ///< USD, one of them
    Duration lasting;                    ///< `for`
    std::optional<Duration> by;

    template <class Form>
    void describe(Form& form) {
        form.field("above", above,
                   {.unit = "USD",
                    .range = positive(),
                    .meaning = "every visit is at or above it",
                    .default_text = "none"});
        form.field("below", below,
                   {.unit = "USD",
                    .range = positive(),
                    .meaning = "every visit is at or below it",
                    .default_text = "none"});
        form.field(
            "for", lasting,
            {.range = positive(), .meaning = "how long the stretch lasts", .required = true});
        form.field("by", by,
                   {.range = positive(),
                    .meaning = "by when it has lasted so long",
                    .default_text = "the horizon"});
    }
};

/// Which way the average of the last `fast` daily closes first crosses that of the last `slow`.
struct CrossEvent {
    static constexpr char const* kind = "cross";
    static constexpr char const* outcomes = "golden death none";
    int fast = 0;  ///< days
    int slow = 0;  ///< days

    template <class Form>
    void describe(Form& form) {
        form.field("fast", fast,
                   {.unit = "d",
                    .range = between(1, daily_close::most_days),
                    .meaning = "daily closes in the shorter average",
                    .required = true});
        form.field("slow", slow,
                   {.unit = "d",
                    .range = between(1, daily_close::most_days),
                    .meaning = "daily closes in the longer average",
                    .required = true});
    }
};

/// The event kinds there are; a new one is one struct and one alternative here.
using EventQuestion =
    std::variant<RaceEvent, TouchEvent, CloseEvent, SequenceEvent, HoldEvent, CrossEvent>;

struct Event {
    std::string name;
    std::optional<std::string> given;  ///< `event.outcome`
    EventQuestion question;

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

}  // namespace liq::scenario
