#include "host/planning/portfolio_warnings.hpp"

#include <algorithm>

#include "host/scenario/toml_text.hpp"
#include "models/margin/maintenance_tiers.hpp"

namespace liq::planning {
namespace {

/// The maintenance margin of a position at its entry, linear USD, inverse coin.
double maintenance(market::Venue const& venue, double value) {
    auto const tier = std::ranges::find_if(
        venue.tiers, [&](MaintenanceTier const& one) { return value <= one.cap; });
    MaintenanceTier const& chosen = tier == venue.tiers.end() ? venue.tiers.back() : *tier;
    return chosen.rate * value - chosen.amount;
}

std::string warning(scenario::Scenario const& scenario, market::Venue const& venue,
                    PlannedLeg const& leg, double spot) {
    scenario::PositionParameters const& position = scenario.positions[leg.position];
    std::string const section = "position." + position.name + ".";
    std::string const end = std::string(leg.what_if ? " (with its what_if)" : "") +
                            "; it is counted as liquidated at the start, its margin lost";
    bool const linear = venue.contract == Contract::linear;
    double const value = linear ? leg.notional : leg.notional / position.entry;
    double const margin = linear ? leg.margin : leg.margin / spot;
    double const needed = maintenance(venue, value);
    if (margin > needed) {
        std::string const key = section + "entry";
        return scenario.place_of(key) + ": " + key + " = " +
               scenario::plain_number(position.entry) + " USD: the position is liquidated at " +
               scenario::rounded_number(*leg.liquidation_price) +
               " USD, which spot = " + scenario::plain_number(spot) + " USD has passed already" +
               end;
    }
    std::string const key = section + (position.wallet ? "wallet" : "leverage");
    return scenario.place_of(key) + ": " + key + " = " +
           (position.wallet ? scenario::plain_number(*position.wallet) + " USD"
                            : scenario::plain_number(*position.leverage)) +
           ": the tier of \"" + venue.name + "\" for a position of " +
           scenario::plain_number(leg.notional) +
           " USD allows no such leverage: its maintenance margin is " +
           scenario::rounded_number(100 * needed / value) +
           " % of the position, so that the leverage is at most " +
           scenario::rounded_number(value / needed) + end;
}

}  // namespace

std::vector<std::string> portfolio_warnings(scenario::Scenario const& scenario,
                                            market::Market const& market, PlannedRun const& run) {
    std::vector<std::string> warnings;
    for (std::size_t i = 0; i < run.portfolio.legs.size(); ++i) {
        if (!is_liquidated_at_start(run.plan.legs[i])) continue;
        PlannedLeg const& leg = run.portfolio.legs[i];
        for (market::Venue const& venue : market.venues)
            if (venue.name == scenario.positions[leg.position].venue)
                warnings.push_back(warning(scenario, venue, leg, run.spot));
    }
    return warnings;
}

}  // namespace liq::planning
