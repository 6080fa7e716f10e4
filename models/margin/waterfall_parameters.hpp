/// \file
/// What a scenario says about who pays for liquidations, `[waterfall]`. Plain data.
#pragma once

#include <optional>

#include "models/core/parameter_form.hpp"

namespace liq {

struct WaterfallParameters {
    bool enabled = false;
    std::optional<double> fund;  ///< USD

    template <class Form>
    void describe(Form& form) {
        form.field("enabled", enabled,
                   {.meaning = "whether liquidations are settled with an insurance fund and "
                               "auto-deleveraging"});
        form.field("fund", fund,
                   {.unit = "USD",
                    .range = between(0, 7e13),
                    .meaning = "insurance fund, pooled over the venues",
                    .default_text = "the sum of the snapshot's, unlimited if it has none"});
    }
};

}  // namespace liq
