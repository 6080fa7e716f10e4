/// \file
/// What a scenario says about a living book, `[book]`. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/core/parameter_form.hpp"
#include "models/core/units.hpp"

namespace liq {

/// Most fuel of a side of a living book, and most of its target [1/16 USD]; 2e12 USD.
inline constexpr FuelTicks most_living_fuel = FuelTicks{1} << 45;
/// Most classes of a living book.
inline constexpr int max_classes = 8;

/// Longest turnover: such a class renews nothing. Up to here all whole numbers are exact as double.
inline constexpr double longest_turnover = 0x1p53;  // s
/// What `leverage_days` may be [d].
inline constexpr Range leverage_days_range{.low = 0, .high = 1e6, .low_open = true};

/// Positions with a leverage above that of the band before this one, up to `leverage`.
struct TurnoverBand {
    double leverage = 0;  ///< the highest of the band [1]
    DurationOrNever turnover;
    bool operator==(TurnoverBand const&) const = default;
};

/// How long positions are held: tau of exp(-t/tau), in one of three ways.
struct Turnover {
    std::optional<DurationOrNever> of_all;  ///< one class
    std::optional<double> leverage_days;    ///< tau = leverage_days/leverage [d]
    std::vector<TurnoverBand> bands;        ///< by ascending leverage, at most max_classes
    bool operator==(Turnover const&) const = default;
};

/// What new positions replace.
enum class Refill : std::uint8_t {
    closings,  ///< what owners close; what is liquidated or deleveraged is not replaced
    target     ///< a class returns to its target whatever was liquidated
};

struct BookParameters {
    Duration refresh{3600};
    /// None: that of the snapshot, which must have one then.
    std::optional<Turnover> turnover;
    /// Of the side's fuel alive at t = 0 [1]; none: that of the snapshot, or 1.
    std::optional<PerSide> target;
    Refill refill = Refill::closings;

    template <class Form>
    void describe(Form& form) {
        form.field("refresh", refresh,
                   {.range = positive(),
                    .meaning = "time between renewals of the book, a whole number of steps"});
        form.field("turnover", turnover,
                   {.range = positive(),
                    .meaning = "time in which 1 - 1/e of the positions close by themselves, or "
                               "\"never\"; {leverage_days = T}: T days divided by the leverage; a "
                               "list of {leverage = L, turnover = ...}: up to each leverage",
                    .default_text = "that of the snapshot, /book/turnover"});
        form.field("target", target,
                   {.range = between(0, 100),
                    .meaning = "size that each side of the book is held at, of its fuel at the "
                               "start",
                    .default_text = "that of the snapshot, /book/target, or 1"});
        form.field("refill", refill,
                   {.meaning = "what new positions replace: closings, what owners close, so that "
                               "liquidated positions stay away, or target, all",
                    .words = "closings target"});
    }
};

}  // namespace liq
