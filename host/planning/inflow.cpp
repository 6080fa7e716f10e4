#include "host/planning/inflow.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "host/errors.hpp"
#include "host/planning/typical_position.hpp"
#include "host/scenario/toml_text.hpp"
#include "kernels/build_inflow.hpp"
#include "models/book/parameters.hpp"
#include "models/margin/liquidation_price.hpp"

namespace liq::planning {
namespace {

/// The fuel of one venue and leverage, summed over entry prices [USD].
double liquidatable_fuel(market::Market const& market, BookTerms const& terms, Side side,
                         std::size_t v, std::size_t l) {
    market::Venue const& venue = market.venues[v];
    double const share = market.liquidatable_share_at(side, v) * terms.liquidatable_share.of(side);
    double fuel = 0;
    for (std::size_t e = 0; e < market.entry_price.size(); ++e) {
        double const open_interest =
            market.open_interest_at(side, v, e, l) * terms.open_interest_factor;
        if (!(open_interest > 0)) continue;
        double const entry = market.entry_price[e];
        auto const price =
            liquidation_price(typical_position(market, side, v, l, entry), venue.table());
        if (!price) continue;
        double const per_usd = venue.contract == Contract::linear ? *price / entry : 1.0;
        fuel += open_interest * per_usd * share;
    }
    return fuel;
}

/// Positions of which only the liquidation price is known open where the snapshot has them, seen
/// from its spot.
void add_known(market::Market const& market, BookTerms const& terms, Side side,
               std::vector<InflowKind>& kinds) {
    market::KnownFuel const& known = *market.known;
    double const factor = terms.open_interest_factor * terms.liquidatable_share.of(side);
    for (std::size_t v = 0; v < market.venues.size(); ++v) {
        std::size_t const first = known.first_of(side, v, market.venues.size());
        for (std::size_t p = 0; p < known.price.size(); ++p) {
            double const offset = std::log(known.price[p] / market.spot);
            bool const beyond = side == Side::long_side ? offset >= 0 : offset <= 0;
            double const usd = known.notional[first + p] * factor;
            if (beyond || usd <= 0) continue;
            kinds.push_back({offset, usd, known_gap(known, first + p)});
        }
    }
}

InflowSide inflow_of_side(market::Market const& market, BookTerms const& terms, Side side) {
    std::vector<std::size_t> const levers = terms.levers_of(market);
    std::vector<InflowKind> kinds;
    for (std::size_t v = 0; v < market.venues.size(); ++v) {
        market::Venue const& venue = market.venues[v];
        for (std::size_t const l : levers) {
            PositionTerms const entered = typical_position(market, side, v, l, terms.spot);
            auto const price = liquidation_price(entered, venue.table());
            if (!price) continue;
            auto const bankrupt = bankruptcy_price(entered);
            double const gap = bankrupt ? std::abs(std::log(*bankrupt / *price)) : 0.0;
            kinds.push_back({std::log(*price / terms.spot),
                             liquidatable_fuel(market, terms, side, v, l), std::min(gap, 1.0)});
        }
    }
    if (market.known && terms.known) add_known(market, terms, side, kinds);
    return build_inflow_side(side, std::move(kinds));
}

}  // namespace

std::array<InflowSide, n_sides> inflow_of(market::Market const& market, BookTerms const& terms) {
    return {inflow_of_side(market, terms, Side::long_side),
            inflow_of_side(market, terms, Side::short_side)};
}

void check_living_book(std::vector<LivingClass> const& classes, std::string const& place) {
    auto const ticks = static_cast<double>(ticks_per_usd);
    double const largest = static_cast<double>(most_living_fuel) / ticks;
    for (Side const side : {Side::long_side, Side::short_side}) {
        double usd = 0;
        for (LivingClass const& one : classes) {
            LadderSide const& fuel = one.ladder[static_cast<std::size_t>(side)];
            usd += static_cast<double>(fuel.fuel_up_to.back()) / ticks *
                   std::max(1.0, one.target.of(side));
        }
        require(usd <= largest,
                place + ": book.target: the " + (side == Side::long_side ? "long" : "short") +
                    " side of the living book would hold " + scenario::rounded_number(usd) +
                    " USD; accepted: at most " + scenario::rounded_number(largest) +
                    ". Lower book.target or market.open_interest_factor?");
    }
}

}  // namespace liq::planning
