#include "host/results/living_book.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>

namespace liq::results {
namespace {

findings::FlowsFinding flows_of(Totals const& totals, Side side) {
    auto const mean = [&](Flow what) {
        std::int64_t const at = totals.layout().flow(side, what);
        long double const sum = static_cast<long double>(totals.hot(at)) +
                                static_cast<long double>(totals.hot(at + 1)) * 4294967296.0L;
        return static_cast<double>(sum / static_cast<long double>(totals.paths()) / ticks_per_usd);
    };
    return {.initial = mean(Flow::initial),
            .opened = mean(Flow::opened),
            .closed = mean(Flow::closed),
            .liquidated = mean(Flow::liquidated),
            .deleveraged = mean(Flow::deleveraged),
            .alive = mean(Flow::alive),
            .inflow_off_grid = mean(Flow::inflow_off_grid)};
}

void add_flows(planning::PlannedRun const& run, Totals const& totals,
               findings::RunFindings& findings) {
    CascadeParameters const& cascade = run.plan.cascade;
    if (!cascade.enabled || cascade.book != BookKind::living || totals.paths() == 0) return;
    findings.flows = {flows_of(totals, Side::long_side), flows_of(totals, Side::short_side)};
}

void add_classes(market::Market const& market, planning::PlannedRun const& run,
                 findings::RunFindings& findings) {
    for (std::size_t c = 0; c < run.classes.size(); ++c) {
        // Positions that are known by their liquidation price alone have no leverage to name.
        if (run.classes[c].levers.empty()) continue;
        LivingClass const& one = run.plan.classes[c];
        findings.classes.push_back({market.leverage[run.classes[c].levers.front()],
                                    market.leverage[run.classes[c].levers.back()],
                                    one.turnover.never
                                        ? std::numeric_limits<double>::infinity()
                                        : static_cast<double>(one.turnover.length.seconds),
                                    one.target.long_side, one.target.short_side});
    }
}

}  // namespace

void add_living_book(market::Market const& market, planning::PlannedRun const& run,
                     Totals const& totals, findings::RunFindings& findings) {
    add_flows(run, totals, findings);
    add_classes(market, run, findings);
}

}  // namespace liq::results
