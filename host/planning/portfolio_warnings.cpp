#include "host/planning/portfolio_warnings.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "host/scenario/toml_text.hpp"
#include "models/margin/contract.hpp"

namespace liq::planning {
namespace {

constexpr char const* liquidated_at_start =
    "; it is counted as liquidated at the start, with the loss of its margin";

/// A leg at its entry, in the unit of its contract: linear USD, inverse coin.
struct LegAtEntry {
    double value = 0;
    double margin = 0;
    std::size_t tier = 0;  ///< index of the tier for this value
    double maintenance_margin = 0;

    LegAtEntry(PlannedLeg const& leg, scenario::PositionParameters const& position,
               market::Venue const& venue, double spot) {
        bool const linear = venue.contract == Contract::linear;
        value = linear ? leg.notional : leg.notional / position.entry;
        margin = linear ? leg.margin : leg.margin / spot;
        while (tier + 1 < venue.tiers.size() && value > venue.tiers[tier].cap) ++tier;
        maintenance_margin = venue.tiers[tier].rate * value - venue.tiers[tier].amount;
    }
    /// Whether the margin at entry is below the maintenance margin.
    [[nodiscard]] bool exceeds_leverage() const { return margin < maintenance_margin; }
    [[nodiscard]] double leverage() const { return value / margin; }
    [[nodiscard]] double largest_leverage() const { return value / maintenance_margin; }
};

/// `<place>: <key> = <value>: ` of the key that makes the leverage, then the tier with its largest
/// leverage and the leverage of the leg.
std::string leverage_problem(scenario::Scenario const& scenario,
                             scenario::PositionParameters const& position,
                             market::Venue const& venue, PlannedLeg const& leg,
                             LegAtEntry const& at_entry) {
    std::string const key =
        "position." + position.name + (position.wallet ? ".wallet" : ".leverage");
    return scenario.place_of(key) + ": " + key + " = " +
           (position.wallet ? scenario::plain_number(*position.wallet) + " USD"
                            : scenario::plain_number(*position.leverage)) +
           ": a position of " + scenario::plain_number(leg.notional) + " USD is in tier " +
           std::to_string(at_entry.tier + 1) + " of \"" + venue.name +
           "\", which allows a leverage of at most " +
           scenario::rounded_number(at_entry.largest_leverage()) + " (its maintenance margin is " +
           scenario::rounded_number(100 / at_entry.largest_leverage()) +
           " % of the position), but its leverage is " +
           scenario::rounded_number(at_entry.leverage());
}

/// The warning for a leg; empty if there is none.
std::string warning(scenario::Scenario const& scenario, market::Venue const& venue,
                    PlannedLeg const& leg, bool is_liquidated, double spot) {
    scenario::PositionParameters const& position = scenario.positions[leg.position];
    std::string const changed = leg.what_if ? " (with its what_if)" : "";
    std::string const at_spot = "spot = " + scenario::plain_number(spot) + " USD";
    LegAtEntry const at_entry(leg, position, venue, spot);
    if (at_entry.exceeds_leverage())
        return leverage_problem(scenario, position, venue, leg, at_entry) + changed +
               (is_liquidated ? std::string(liquidated_at_start)
                              : "; it is open only because of its profit at " + at_spot);
    if (!is_liquidated) return {};
    std::string const key = "position." + position.name + ".entry";
    return scenario.place_of(key) + ": " + key + " = " + scenario::plain_number(position.entry) +
           " USD: the position is liquidated at " +
           scenario::rounded_number(*leg.liquidation_price) + " USD, and " + at_spot +
           " has reached this price" + changed + liquidated_at_start;
}

}  // namespace

std::vector<std::string> portfolio_warnings(scenario::Scenario const& scenario,
                                            market::Market const& market, PlannedRun const& run) {
    std::vector<std::string> warnings;
    for (std::size_t i = 0; i < run.portfolio.legs.size(); ++i) {
        PlannedLeg const& leg = run.portfolio.legs[i];
        std::string const& name = scenario.positions[leg.position].venue;
        auto const venue = std::ranges::find(market.venues, name, &market::Venue::name);
        if (venue == market.venues.end()) continue;
        bool const is_liquidated = is_liquidated_at_start(run.plan.legs[i]);
        std::string text = warning(scenario, *venue, leg, is_liquidated, run.spot);
        if (!text.empty()) warnings.push_back(std::move(text));
    }
    return warnings;
}

}  // namespace liq::planning
