/// \file
/// What a scenario says about a living book, `[book]`. Plain data.
#pragma once

#include <optional>

#include "models/core/parameter_form.hpp"
#include "models/core/units.hpp"

namespace liq {

/// Most fuel of a side of a living book, and most of its target [1/16 USD]; 2e12 USD.
inline constexpr FuelTicks most_living_fuel = FuelTicks{1} << 45;

struct BookParameters {
    Duration refresh{3600};
    /// tau of exp(-t/tau); it must be given with `cascade.book = "living"`.
    std::optional<DurationOrNever> turnover;
    PerSide target{1.0, 1.0};  ///< of the side's fuel alive at t = 0 [1]

    /// Whether positions close and open at all.
    [[nodiscard]] bool renews() const { return turnover && !turnover->never; }

    template <class Form>
    void describe(Form& form) {
        form.field("refresh", refresh,
                   {.range = positive(),
                    .meaning = "time between renewals of the book, a whole number of steps"});
        form.field("turnover", turnover,
                   {.range = positive(),
                    .meaning = "time in which 1 - 1/e of the positions close by themselves, or "
                               "\"never\"",
                    .default_text = "required with cascade.book = \"living\""});
        form.field("target", target,
                   {.range = between(0, 100),
                    .meaning = "size that each side of the book returns to, of its fuel at the "
                               "start"});
    }
};

}  // namespace liq
