/// \file
/// `[[limit]]`: upper and lower limits for a number of the result.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/core/parameter_form.hpp"

namespace liq::scenario {

/// Limits of one metric. The result is compared with them; the simulation does not change.
struct Limit {
    /// `event.outcome`, a statistic, `liquidated.long.es99`, or a number of the portfolio.
    std::string metric;
    std::optional<double> warn, max;        ///< upper limits
    std::optional<double> warn_below, min;  ///< lower limits

    template <class Form>
    void describe(Form& form) {
        form.field(
            "metric", metric,
            {.meaning = "number that is limited: EVENT.OUTCOME, a statistic of the JSON such "
                        "as liquidated.long.es99, or one of the portfolio, portfolio.es99 "
                        "or position.NAME.liquidated",
             .required = true});
        form.field("warn", warn,
                   {.unit = "",
                    .meaning = "the state is \"warn\" above this; in the unit of the metric",
                    .default_text = "none"});
        form.field("max", max,
                   {.unit = "",
                    .meaning = "the state is \"breach\" above this; in the unit of the metric",
                    .default_text = "none"});
        form.field("warn_below", warn_below,
                   {.unit = "",
                    .meaning = "the state is \"warn\" below this; in the unit of the metric",
                    .default_text = "none"});
        form.field("min", min,
                   {.unit = "",
                    .meaning = "the state is \"breach\" below this; in the unit of the metric",
                    .default_text = "none"});
    }
};

}  // namespace liq::scenario
