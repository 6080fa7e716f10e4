#include "host/planning/portfolio_warnings.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "host/market/tier_of.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/words/numbers.hpp"
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
        PositionTerms const terms{position.side, venue.contract, position.entry, value / margin,
                                  leg.notional};
        tier = market::tier_at_entry(venue, terms);
        maintenance_margin = market::margin_at_entry(venue, terms);
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

/// `spot = 101500 USD`.
std::string spot_text(double spot) {
    return "spot = " + scenario::plain_number(spot) + " USD";
}

/// The warning about the margin of a leg; empty if there is none.
std::string margin_warning(scenario::Scenario const& scenario, market::Venue const& venue,
                           PlannedLeg const& leg, double spot) {
    scenario::PositionParameters const& position = scenario.positions[leg.position];
    std::string const changed = leg.what_if ? " (with its what_if)" : "";
    std::string const at_spot = spot_text(spot);
    bool const is_liquidated = leg.at_start == AtStart::liquidated;
    LegAtEntry const at_entry(leg, position, venue, spot);
    if (at_entry.exceeds_leverage())
        return leverage_problem(scenario, position, venue, leg, at_entry) + changed +
               (is_liquidated ? std::string(liquidated_at_start)
                              : "; it is open only because of its profit at " + at_spot);
    if (!is_liquidated) return {};
    std::string const key = "position." + position.name + ".entry";
    return scenario.place_of(key) + ": " + key + " = " + scenario::plain_number(position.entry) +
           " USD: the position is liquidated at " +
           words::price_beside(*leg.liquidation_price, spot) + " USD, and " + at_spot +
           " has reached this price" + changed + liquidated_at_start;
}

/// The warning about the stop of a leg; empty if there is none.
std::string stop_warning(scenario::Scenario const& scenario, PlannedLeg const& leg, double spot) {
    if (!leg.stop || leg.at_start == AtStart::liquidated) return {};
    scenario::PositionParameters const& position = scenario.positions[leg.position];
    bool const is_long = position.side == Side::long_side;
    std::string const key = "position." + position.name + ".what_if.stop";
    std::string const found =
        scenario.place_of(key) + ": " + key + " = " + scenario::plain_number(*leg.stop) + " USD ";
    if (leg.at_start == AtStart::stopped)
        return found + "is reached at once, because " + spot_text(spot) + " is not " +
               (is_long ? "above" : "below") +
               " it; the position is counted as stopped at the start, at spot. Use a price " +
               (is_long ? "below" : "above") + " spot?";
    bool const is_too_late =
        leg.liquidation_price &&
        (is_long ? *leg.stop <= *leg.liquidation_price : *leg.stop >= *leg.liquidation_price);
    if (!is_too_late) return {};
    return found + "has no effect, because the position is liquidated before, at " +
           words::price_beside(*leg.liquidation_price, *leg.stop) +
           " USD. Use a price closer to spot?";
}

/// The most warnings of positions that are listed one by one.
constexpr std::size_t most_listed = 20;

/// Which positions are followed as groups, and how far this goes.
std::string grouping(PlannedRun const& run) {
    std::uint64_t joined = 0, groups = 0;
    double widest = 0;
    for (PlannedLeg const& leg : run.portfolio.legs) {
        if (leg.members == 1) continue;
        joined += leg.members;
        ++groups;
        widest = std::max(widest, leg.liquidation_spread);
    }
    return words::whole(joined) + " of the desk's positions are followed as " +
           words::whole(groups) + (groups == 1 ? " group" : " groups") +
           ", each of one venue and side, because at most " + words::whole(most_followed) +
           " are followed. Sizes, margins and profits add up; the members of a group are "
           "liquidated together, at most " +
           words::percent(std::expm1(widest)) + " from their own liquidation prices";
}

}  // namespace

std::vector<std::string> portfolio_warnings(scenario::Scenario const& scenario,
                                            market::Market const& market, PlannedRun const& run) {
    std::vector<std::string> warnings;
    for (PlannedLeg const& leg : run.portfolio.each) {
        std::string const& name = scenario.positions[leg.position].venue;
        auto const venue = std::ranges::find(market.venues, name, &market::Venue::name);
        if (venue == market.venues.end()) continue;
        for (std::string const& text : {margin_warning(scenario, *venue, leg, run.spot),
                                        stop_warning(scenario, leg, run.spot)})
            if (!text.empty()) warnings.push_back(text);
    }
    if (warnings.size() > most_listed) {
        std::size_t const more = warnings.size() - most_listed;
        warnings.resize(most_listed);
        warnings.push_back(std::to_string(more) + " more positions have warnings of these kinds");
    }
    if (run.portfolio.legs.size() < run.portfolio.each.size()) warnings.push_back(grouping(run));
    return warnings;
}

}  // namespace liq::planning
