/// \file
/// `[[limit]]`: an upper limit for a number of the result.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/core/parameter_form.hpp"

namespace liq::scenario {

/// Upper limits of one metric. The result is compared with them; the simulation does not change.
struct Limit {
    std::string metric;  ///< `event.outcome`, or a statistic, `liquidated.long.es99`
    std::optional<double> warn, max;

    template <class Form>
    void describe(Form& form) {
        form.field("metric", metric,
                   {.meaning = "number that is limited: EVENT.OUTCOME, or a statistic of the JSON "
                               "such as liquidated.long.es99",
                    .required = true});
        form.field("warn", warn,
                   {.unit = "",
                    .meaning = "the state is \"warn\" above this; in the unit of the metric",
                    .default_text = "none"});
        form.field("max", max,
                   {.unit = "",
                    .meaning = "the state is \"breach\" above this; in the unit of the metric",
                    .default_text = "none"});
    }
};

}  // namespace liq::scenario
