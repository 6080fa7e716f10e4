#include "host/planning/portfolio.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <utility>

#include "host/errors.hpp"
#include "host/findings/portfolio_metrics.hpp"
#include "host/market/tier_of.hpp"
#include "host/planning/portfolio_warnings.hpp"
#include "host/planning/position_groups.hpp"
#include "host/scenario/simulation_checks.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/words/nearest.hpp"
#include "kernels/portfolio_plan.hpp"
#include "models/margin/liquidation_price.hpp"

namespace liq::planning {
namespace {

/// Largest value of the coins of a position at spot [USD].
constexpr double largest_position_value = 1e15;

/// `<place>: position.NAME.key = <value>`.
std::string at(scenario::Scenario const& scenario, scenario::PositionParameters const& position,
               char const* key, std::string const& value) {
    std::string const name = "position." + position.name + "." + key;
    return scenario.place_of(name) + ": " + name + " = " + value;
}

market::Venue const& venue_of(scenario::Scenario const& scenario,
                              scenario::PositionParameters const& position,
                              market::Market const& market) {
    std::vector<std::string> names;
    for (market::Venue const& venue : market.venues) {
        if (venue.name == position.venue) return venue;
        names.push_back(venue.name);
    }
    auto const near = words::nearest(position.venue, names);
    refuse(at(scenario, position, "venue", scenario::toml_string(position.venue)) +
           " is not a venue of the market; accepted: " + scenario::some_of(names) +
           (near ? ". Did you mean " + *near + "?" : ""));
}

/// A position after its change at t = 0, if it has one.
struct Holding {
    PositionTerms terms;
    double margin = 0;  ///< linear: USD, inverse: coin

    Holding(scenario::PositionParameters const& position, scenario::WhatIf const& change,
            Contract contract, double spot) {
        bool const linear = contract == Contract::linear;
        double const notional = position.notional * (1 - change.reduce.value_or(0));
        double const added = change.add_margin.value_or(0);
        margin =
            linear ? position.margin() + added : position.margin() / position.entry + added / spot;
        double const leverage = notional / (linear ? margin : margin * position.entry);
        terms = {position.side, contract, position.entry, leverage, notional};
    }
};

/// The profit of a position since t = 0. Both kinds of contract gain s N (p - 1) S0/e in USD at the
/// price p relative to spot (inverse: N (1/e - 1/P) coins at the price P). A liquidation takes the
/// margin, in USD or coin, and the profit before t = 0.
PortfolioLeg leg_of(Holding const& holding, double spot) {
    PositionTerms const& terms = holding.terms;
    PortfolioLeg leg;
    leg.outward = terms.side == Side::long_side ? -1 : 1;
    leg.per_price = terms.sign() * terms.notional * spot / terms.entry;
    leg.constant = -leg.per_price;
    double const profit_now = terms.sign() * terms.notional * (spot / terms.entry - 1);
    bool const linear = terms.contract == Contract::linear;
    leg.lost_constant = -profit_now - (linear ? holding.margin : 0.0);
    leg.lost_per_price = linear ? 0.0 : -holding.margin * spot;
    leg.entry = terms.entry / spot;
    return leg;
}

/// The log distance from spot to a price; positive where the leg loses.
double distance_to(PortfolioLeg const& leg, double price, double spot) {
    return leg.outward * std::log(price / spot);
}

/// Changes the leg to one that no price changes or closes.
/// \param gained  its profit since t = 0 [USD]
void close_at_start(PortfolioLeg& leg, double gained) {
    leg.constant = gained;
    leg.per_price = 0;
    // Auto-deleveraging closes positions with a profit since entry; this entry prevents it.
    leg.entry = leg.outward < 0 ? std::numeric_limits<double>::infinity() : 0.0;
}

/// Sets what closes the leg: the distances of its liquidation price and of its stop, or what has
/// closed it at spot.
void set_closings(PortfolioLeg& leg, PlannedLeg& planned, double spot) {
    double const liquidation = planned.liquidation_price
                                   ? distance_to(leg, *planned.liquidation_price, spot)
                                   : PortfolioLeg::never;
    double const stop = planned.stop ? distance_to(leg, *planned.stop, spot) : PortfolioLeg::never;
    if (liquidation <= 0) {
        planned.at_start = AtStart::liquidated;
        // The desk cannot lose more than the margin; the rest is the venue's loss.
        planned.profit_now = std::max(planned.profit_now, -planned.margin);
        close_at_start(leg, -(planned.margin + planned.profit_now));
    } else if (stop <= 0) {
        planned.at_start = AtStart::stopped;
        close_at_start(leg, 0);
    } else {
        leg.liquidation = static_cast<LogPrice>(liquidation);
        if (stop < liquidation) leg.stop = static_cast<LogPrice>(stop);
    }
}

/// Refuses a position whose coins are worth more than can be counted.
void require_countable(scenario::Scenario const& scenario,
                       scenario::PositionParameters const& position, double spot) {
    double const value = position.notional * (spot / position.entry);
    require(value <= largest_position_value,
            at(scenario, position, "entry", scenario::plain_number(position.entry) + " USD") +
                " gives a notional of " + scenario::plain_number(position.notional) +
                " USD a value of " + scenario::rounded_number(value) +
                " USD at spot = " + scenario::plain_number(spot) +
                " USD, which is more than can be counted; accepted: an entry of at least " +
                scenario::rounded_number(position.notional * (spot / largest_position_value)) +
                " USD. Is it in another unit than spot?");
}

/// Refuses a position whose leverage is more than its venue allows for its size.
void require_allowed(scenario::Scenario const& scenario,
                     scenario::PositionParameters const& position, market::Venue const& venue) {
    if (venue.max_leverage.empty()) return;
    double const leverage = position.notional / position.margin();
    PositionTerms const terms{position.side, venue.contract, position.entry, leverage,
                              position.notional};
    std::size_t const tier = market::tier_at_entry(venue, terms);
    double const most = venue.max_leverage[tier];
    if (leverage <= most * (1 + 1e-9)) return;
    std::string const key =
        position.wallet
            ? at(scenario, position, "wallet", scenario::plain_number(*position.wallet) + " USD")
            : at(scenario, position, "leverage", scenario::plain_number(*position.leverage));
    refuse(key + " is a leverage of " + scenario::rounded_number(leverage) + ", and \"" +
           venue.name + "\" allows at most " + scenario::rounded_number(most) +
           " for a position of " + scenario::plain_number(position.notional) + " USD (tier " +
           std::to_string(tier + 1) + " of " + std::to_string(venue.tiers.size()) +
           ", /margin/max_leverage)");
}

FollowedPosition followed(scenario::Scenario const& scenario, std::size_t index,
                          scenario::WhatIf const* change, market::Venue const& venue, double spot) {
    scenario::PositionParameters const& position = scenario.positions[index];
    scenario::WhatIf const none;
    Holding const holding(position, change ? *change : none, venue.contract, spot);
    FollowedPosition one;
    one.leg = leg_of(holding, spot);
    PlannedLeg& planned = one.planned;
    planned.position = index;
    planned.name = position.name;
    planned.what_if = change != nullptr;
    planned.entry = position.entry;
    planned.scale = profit_scale(position, spot);
    planned.notional = holding.terms.notional;
    planned.margin = holding.margin * (venue.contract == Contract::linear ? 1.0 : spot);
    planned.profit_now = holding.terms.sign() * planned.notional * (spot / position.entry - 1);
    planned.liquidation_price = liquidation_price(holding.terms, venue.table());
    if (change) planned.stop = change->stop;
    set_closings(one.leg, planned, spot);
    return one;
}

/// The names of the positions that limits are of.
std::set<std::string> limited_positions(scenario::Scenario const& scenario) {
    std::set<std::string> names;
    for (scenario::Limit const& limit : scenario.limits)
        if (auto const metric = findings::portfolio_metric(limit.metric))
            names.insert(metric->position);
    return names;
}

/// All positions without their what-ifs, before any of them are joined.
std::vector<FollowedPosition> all_followed(scenario::Scenario const& scenario,
                                           market::Market const& market, double spot) {
    std::set<std::string> const limited = limited_positions(scenario);
    std::vector<FollowedPosition> all;
    for (std::size_t i = 0; i < scenario.positions.size(); ++i) {
        scenario::PositionParameters const& position = scenario.positions[i];
        market::Venue const& venue = venue_of(scenario, position, market);
        require_countable(scenario, position, spot);
        require_allowed(scenario, position, venue);
        all.push_back(followed(scenario, i, nullptr, venue, spot));
        all.back().venue = static_cast<std::size_t>(&venue - market.venues.data());
        all.back().alone = position.what_if.has_value() || limited.contains(position.name);
    }
    return all;
}

}  // namespace

PlannedPortfolio plan_portfolio(scenario::Scenario const& scenario, market::Market const& market,
                                double spot, Plan& plan) {
    PlannedPortfolio portfolio;
    if (scenario.positions.empty()) return portfolio;
    int const unchanged_total = 1, changed_total = 2;  // bits: the totals to which a leg belongs
    std::vector<FollowedPosition> all = all_followed(scenario, market, spot);
    for (FollowedPosition const& one : all) portfolio.each.push_back(one.planned);
    all = grouped(std::move(all), most_followed, spot);
    require(all.size() <= most_followed,
            scenario.source.string() + ": " + std::to_string(scenario.positions.size()) +
                " positions cannot be followed: at most " + std::to_string(most_followed) +
                " are, each alone or as a group of one venue and side, and too many of these have "
                "a what_if or a limit, which need a position alone. Ask fewer of them?");
    std::vector<double> scales;
    double scale_of_all = 0;
    auto const add = [&](FollowedPosition one, int sums) {
        one.leg.sums = sums;
        plan.legs.push_back(one.leg);
        scales.push_back(one.planned.scale);
        portfolio.legs.push_back(std::move(one.planned));
    };
    for (FollowedPosition const& one : all) {
        scenario::PositionParameters const& position = scenario.positions[one.planned.position];
        bool const asks = one.alone && position.what_if;
        portfolio.gross += one.planned.notional;
        scale_of_all += one.planned.scale;
        add(one, unchanged_total | (asks ? 0 : changed_total));
        if (!asks) continue;
        portfolio.any_what_if = true;
        add(followed(scenario, one.planned.position, &*position.what_if, market.venues[one.venue],
                     spot),
            changed_total);
        portfolio.each.push_back(portfolio.legs.back());
    }
    scales.insert(scales.end(), n_portfolio_sums, scale_of_all);
    prepare_portfolio(plan, scales);
    return portfolio;
}

}  // namespace liq::planning
