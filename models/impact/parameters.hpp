/// \file
/// What a scenario says about depth and impact, `[impact]` and `[impact.withdrawal]`. Plain data.
#pragma once

#include <optional>

#include "models/core/parameter_form.hpp"
#include "models/core/table.hpp"
#include "models/core/units.hpp"

namespace liq {

/// Most points of a depth table, the implied (0, 0) not counted.
inline constexpr int max_depth_points = 64;

/// D(u) = notional (u/distance)^exponent: the whole of a power law, or the part beyond the last
/// point of a table.
struct DepthTail {
    double notional = 1;  ///< USD
    double distance = 1;  ///< log distance [1]
    double exponent = 1;  ///< kappa [1]
};

struct WithdrawalParameters {
    double sensitivity = 0.0;            ///< eta [1]
    Duration recovery{3600};             ///< tau_W
    double floor = 0.05;                 ///< W_min [1]
    double volatility_elasticity = 0.0;  ///< gamma [1]

    template <class Form>
    void describe(Form& form) {
        form.field("sensitivity", sensitivity,
                   {.range = between(0, 1e6),
                    .meaning = "log depth lost per forced order of the size of the 1 % depth"});
        form.field("recovery", recovery,
                   {.range = positive(), .meaning = "time in which lost depth returns by 1/e"});
        form.field("floor", floor,
                   {.range = {.low = 0, .high = 1, .low_open = true},
                    .meaning = "smallest share of the depth that stays"});
        form.field("volatility_elasticity", volatility_elasticity,
                   {.range = between(0, 10),
                    .meaning = "of depth: it goes with the variance to the power of minus half of "
                               "this; stochastic volatility only"});
    }
};

/// Resting depth as a scenario gives it: a number, `{ bid, ask }`, or the word "market". Forms read
/// and write the members of ImpactParameters through it.
struct DepthKey {
    BidAsk& usd;
    bool& from_market;
};

struct ImpactParameters {
    BidAsk depth;                    ///< D1, resting within 1 % of the mid [USD]
    bool depth_from_market = false;  ///< the snapshot's table; a plan then has its D1 in `depth`
    double exponent = 1.0;           ///< kappa [1]
    Duration resilience{1800};       ///< tau_E
    double permanent_share = 0.0;    ///< pi [1]

    template <class Form>
    void describe(Form& form) {
        form.field("depth", DepthKey{depth, depth_from_market},
                   {.unit = "USD",
                    .range = between(1, 1e18),
                    .meaning = "resting depth within 1 % of the mid, each side; market: the "
                               "snapshot's table",
                    .required = true,
                    .words = "market"});
        form.field(
            "exponent", exponent,
            {.range = between(0.1, 10),
             .meaning = "of cumulative depth in log distance: 1 linear impact, 2 square root"});
        form.field("resilience", resilience,
                   {.range = positive(), .meaning = "time in which an imbalance decays by 1/e"});
        form.field("permanent_share", permanent_share,
                   {.range = unit_interval(), .meaning = "share of the impact that stays"});
    }
};

/// One `[[wall]]`: extra resting depth at a price.
struct WallParameters {
    double price = 0;                ///< USD
    double notional = 0;             ///< USD
    std::optional<Duration> refill;  ///< from nothing to full; default: never

    template <class Form>
    void describe(Form& form) {
        form.field("price", price,
                   {.unit = "USD",
                    .range = positive(),
                    .meaning = "where the wall stands",
                    .required = true});
        form.field("notional", notional,
                   {.unit = "USD",
                    .range = between(1, 1e18),
                    .meaning = "full size of the wall",
                    .required = true});
        form.field("refill", refill,
                   {.range = positive(),
                    .meaning = "time in which a used wall fills up again",
                    .default_text = "never"});
    }
};

/// Entries of a side: (0, 0), the points, and up to the full number entries that are never reached.
inline constexpr int depth_entries = max_depth_points + 1;

/// Both sides of the book: the bids are in entries 0..depth_entries - 1, the asks in the same
/// number of entries after them. `build_depth_tables` (kernels/) makes the tables, `Plan::depth`
/// owns them.
struct DepthView {
    Table<float> notional;  ///< D at each point [USD]; +infinity beyond the last
    Table<float> distance;  ///< u of each point [1]; that of the last beyond it
    Table<float> per_usd;   ///< (u_k+1 - u_k) / (D_k+1 - D_k) [1/USD]; 0 from the last on
    int points = 0;         ///< of each side; 0: there is no table, only the tails
    DepthTail bid, ask;     ///< beyond the last points
};

}  // namespace liq
