/// \file
/// The parameters that all price models have, `[price]`. Those of one model are in its own header.
#pragma once

#include "models/core/parameter_form.hpp"
#include "models/core/table.hpp"

namespace liq {

struct PriceCommon {
    double drift = 0.0;         ///< mu [per year]
    double initial_jump = 0.0;  ///< of X, before the first step [1]

    template <class Form>
    void describe(Form& form) {
        form.field("drift", drift,
                   {.unit = "per year",
                    .range = between(-100, 100),
                    .meaning = "annualised drift of the price; 0 makes it a martingale"});
        form.field(
            "initial_jump", initial_jump,
            {.range = between(-4, 4), .meaning = "log jump of the fundamental price at the start"});
    }
};

/// What a price model is made from, besides its own parameters.
struct PriceInputs {
    PriceCommon common;
    double step_years = 0;
    FarTable<float>
        returns;  ///< log returns of the snapshot's history, ready to be drawn (bootstrap)
    int n_returns = 0;
};

}  // namespace liq
