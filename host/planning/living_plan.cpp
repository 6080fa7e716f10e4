#include "host/planning/living_plan.hpp"

#include <algorithm>
#include <string>

#include "host/errors.hpp"
#include "host/planning/inflow.hpp"
#include "host/scenario/law_checks.hpp"
#include "host/scenario/toml_text.hpp"

namespace liq::planning {
namespace {

/// An upper bound of the fuel that a side can lose within `years` [USD]: the fuel at its start and
/// what opens in this time.
double largest_fuel(LadderSide const& side, BookParameters const& book, double target,
                    double years) {
    double const fuel =
        static_cast<double>(side.fuel_up_to.back()) / static_cast<double>(ticks_per_usd);
    if (!book.renews()) return fuel;
    // A refresh opens target (1 - f) of the fuel, which is less than target refresh/turnover. There
    // may be a refresh at the start of the time, so that its length is increased by one refresh.
    double const turnovers = (years + book.refresh.years()) / book.turnover->length.years();
    return fuel * (std::max(1.0, target) + target * turnovers);
}

}  // namespace

void plan_living_book(scenario::Scenario const& scenario, market::Market const& market,
                      BookTerms const& terms, Plan& plan) {
    if (scenario.cascade.book != BookKind::living) return;
    plan.book = scenario.book;
    plan.inflow = inflow_of(market, terms);
    check_living_book(plan.ladder, plan.book.target, scenario.place_of("book.target"));
}

void plan_waterfall(scenario::Scenario const& scenario, market::Market const& market, Plan& plan) {
    plan.waterfall = scenario.waterfall;
    // Orders that do not reach the order book neither gain nor lose anything for the fund.
    if (!scenario.cascade.enabled) plan.waterfall.enabled = false;
    if (!plan.waterfall.enabled || plan.waterfall.fund) return;
    double sum = 0;
    for (market::Venue const& venue : market.venues) {
        if (!venue.insurance_fund) return;
        sum += *venue.insurance_fund;
    }
    double const largest =
        static_cast<double>(fuel_bins::limit) / static_cast<double>(ticks_per_usd);
    require(sum <= largest,
            market.path.string() + ": /margin/insurance_fund: the funds add up to " +
                scenario::rounded_number(sum) + " USD; accepted: at most " +
                scenario::rounded_number(largest) + ". Set waterfall.fund in the scenario?");
    plan.waterfall.fund = sum;
}

void check_counters(scenario::Scenario const& scenario, Plan const& plan) {
    if (!plan.layout.sweeps_hold_fuel) return;
    double const all = scenario.simulation.horizon.years();
    double const bin = all / std::max(1, plan.layout.n_times) + plan.step_years;
    double const ticks = static_cast<double>(ticks_per_usd);
    double const largest_of_path = static_cast<double>(fuel_bins::limit) / ticks;
    auto const paths = static_cast<double>(scenario.simulation.paths);
    double of_path = 0, of_bin = 0;  // USD, of the side that has more
    for (Side const of : {Side::long_side, Side::short_side}) {
        LadderSide const& side = of == Side::long_side ? plan.ladder.longs : plan.ladder.shorts;
        double const target = plan.book.target.of(of);
        of_path = std::max(of_path, largest_fuel(side, plan.book, target, all));
        of_bin = std::max(of_bin, largest_fuel(side, plan.book, target, bin));
    }
    require(of_path < largest_of_path,
            scenario.place_of("book.turnover") + ": a path could liquidate " +
                scenario::rounded_number(of_path) + " USD of one side; accepted: at most " +
                scenario::rounded_number(largest_of_path) +
                ", the largest amount that can be counted. Use a longer book.turnover or a smaller "
                "book.target?");
    require(of_bin * paths < 0x1p63,
            scenario.place_of("simulation.paths") + ": simulation.paths = " +
                std::to_string(scenario.simulation.paths) + " is too many for a book of " +
                scenario::rounded_number(of_bin) + " USD a side; accepted: at most " +
                scenario::rounded_number(0x1p63 / of_bin) + ", or more report.times");
}

}  // namespace liq::planning
