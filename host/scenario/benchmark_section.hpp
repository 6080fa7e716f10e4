/// \file
/// `[benchmark]`: what markets say about the same questions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/core/parameter_form.hpp"

namespace liq::scenario {

/// A volatility that option prices imply: a number, or a file with one a day, of which the last
/// value at or before the snapshot counts.
struct ImpliedVolatility {
    double percent = 0;  ///< % a year; 0: not read from the file yet
    std::string file;    ///< as written, relative to the scenario; empty: none
};

/// What a market asked and bid for an outcome.
struct Quote {
    std::string outcome;      ///< event.outcome
    double bid = 0, ask = 0;  ///< as probabilities
    std::string time;         ///< ISO 8601 UTC

    template <class Form>
    void describe(Form& form) {
        form.field("outcome", outcome,
                   {.meaning = "outcome that is quoted, event.outcome", .required = true});
        form.field("bid", bid,
                   {.range = unit_interval(),
                    .meaning = "highest offer to buy, as a probability",
                    .required = true});
        form.field("ask", ask,
                   {.range = unit_interval(),
                    .meaning = "lowest offer to sell, as a probability",
                    .required = true});
        form.field("time", time, {.meaning = "time of the quote, UTC", .required = true});
    }
};

struct BenchmarkSection {
    std::optional<ImpliedVolatility> implied;
    std::string quotes;        ///< file, relative to the scenario
    std::vector<Quote> quote;  ///< those of the key; planning adds those of the file

    template <class Form>
    void describe(Form& form) {
        form.field("implied", implied,
                   {.unit = "% a year",
                    .range = {.low = 2, .high = 1000},
                    .meaning = "volatility that option prices imply, or a file with `date` and "
                               "`implied` (or `dvol`), of which the last value at or before the "
                               "time of the snapshot counts",
                    .default_text = "none"});
        form.field("quotes", quotes,
                   {.meaning = "CSV file of quotes: time, outcome (or level, direction, expiry of "
                               "a touch), bid, ask; relative to the scenario"});
        form.field("quote", quote,
                   {.meaning = "quotes in place of a file", .default_text = "none"});
    }
    [[nodiscard]] bool is_empty() const { return !implied && quotes.empty() && quote.empty(); }
};

}  // namespace liq::scenario
