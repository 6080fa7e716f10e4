/// \file
/// What a scenario says about the cascade, `[cascade]`. Plain data, no arithmetic.
#pragma once

#include <cstdint>

#include "models/core/parameter_form.hpp"

namespace liq {

enum class BookKind : std::uint8_t { frozen, living };

struct CascadeParameters {
    bool enabled = true;
    BookKind book = BookKind::frozen;
    double market_fraction = 1.0;    ///< phi [1]
    double mark_pass_through = 1.0;  ///< omega [1]
    int max_rounds = 256;

    template <class Form>
    void describe(Form& form) {
        form.field("enabled", enabled, {.meaning = "whether forced orders move the price"});
        form.field(
            "book", book,
            {.meaning = "positions: frozen, only the snapshot's, or living, which close and open",
             .words = "frozen living"});
        form.field("market_fraction", market_fraction,
                   {.range = unit_interval(),
                    .meaning = "share of forced orders that reaches the order book"});
        form.field("mark_pass_through", mark_pass_through,
                   {.range = unit_interval(),
                    .meaning = "share of the displacement that the mark price follows"});
        form.field("max_rounds", max_rounds,
                   {.range = between(1, 1e6),
                    .meaning = "rounds of one cascade before the rest waits for the next visit"});
    }
};

}  // namespace liq
