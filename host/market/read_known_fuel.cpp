#include "host/market/read_known_fuel.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "host/errors.hpp"
#include "host/market/checks.hpp"
#include "host/words/numbers.hpp"

namespace liq::market {
namespace {

std::string const group = "/positions/liquidation";
Dataset const price{group + "/price", "USD", "price"};
Dataset const notional{group + "/notional", "USD", "side, venue, price"};
Dataset const bankruptcy{group + "/bankruptcy_price", "USD", "side, venue, price"};
Dataset const never{group + "/not_liquidatable", "USD", "side, venue"};
/// Prices outside of this range could overflow the engine's floats.
constexpr Range accepted_price{.low = 1e-12, .high = 1e15};

void check_names(storage::Reader const& file, Market const& market) {
    if (file.has(group + "/side"))
        require_names(file, {group + "/side", "", "side"}, {"long", "short"});
    if (!file.has(group + "/venue")) return;
    std::vector<std::string> names;
    for (auto const& venue : market.venues) names.push_back(venue.name);
    require_names(file, {group + "/venue", "", "venue"}, names);
}

/// Cells without positions may hold anything; they get the liquidation price.
void read_bankruptcy(storage::Reader const& file, std::vector<std::size_t> const& shape,
                     KnownFuel& known) {
    known.bankruptcy_price = read_shaped(file, bankruptcy, shape);
    std::size_t const longs = known.notional.size() / n_sides;
    for (std::size_t i = 0; i < known.notional.size(); ++i) {
        double const liquidated = known.price[i % known.price.size()];
        double& bankrupt = known.bankruptcy_price[i];
        if (known.notional[i] == 0) bankrupt = liquidated;
        // A long that loses its whole margin goes on without an end only at a price of 0.
        bool const fits = i < longs ? bankrupt >= 0 && bankrupt <= liquidated
                                    : bankrupt >= liquidated && bankrupt <= accepted_price.high;
        if (!fits)
            refuse_element(
                file, bankruptcy, shape, i, bankrupt,
                std::string("is not ") + (i < longs ? "below" : "above") +
                    " the liquidation price of these " + (i < longs ? "longs, " : "shorts, ") +
                    words::price_in_words(liquidated) + " (where nothing is left of the margin)");
    }
}

/// Venues close positions at their liquidation price: of those that are still open, only some, and
/// only at a spot of a slightly other time, may be beyond it.
void require_sides(storage::Reader const& file, Market const& market, KnownFuel const& known) {
    constexpr double accepted_move = 0.01, accepted_share = 0.5;
    std::size_t const n = known.notional.size() / n_sides;
    for (std::size_t side = 0; side < n_sides; ++side) {
        double all = 0, beyond = 0, exchanged = 0;
        for (std::size_t i = 0; i < n; ++i) {
            double const ratio = known.price[i % known.price.size()] / market.spot;
            double const above = std::log(ratio), usd = known.notional[side * n + i];
            all += usd;
            if ((side == 0 ? above : -above) > accepted_move) beyond += usd;
            if ((side == 0 ? -above : above) > accepted_move) exchanged += usd;
        }
        if (beyond <= accepted_share * all) continue;
        bool const is_long = side == 0;
        refuse(file.place(notional.name) + ": " + words::percent(beyond / all) + " of the " +
               (is_long ? "longs" : "shorts") + ", " + words::money(beyond) +
               ", are liquidated at prices that are more than 1 % " +
               (is_long ? "above" : "below") + " /spot = " + words::price_in_words(market.spot) +
               ", where the venue has closed them; if they were " + (is_long ? "shorts" : "longs") +
               " it would be " + words::percent(exchanged / all) +
               ". Are the sides exchanged, or is the spot of another time or coin?");
    }
}

void read_coverage(storage::Reader const& file, KnownFuel& known) {
    auto const found = file.attribute_numbers(group, "coverage");
    if (!found) return;
    bool const valid =
        found->values.size() == 1 && found->values.front() > 0 && found->values.front() <= 1.1;
    require(valid, file.place(group) +
                       ": coverage is not valid (the share of the venues' open interest that the "
                       "accounts hold is expected: one number above 0, at most 1.1)");
    known.coverage = found->values.front();
}

}  // namespace

bool has_known_fuel(storage::Reader const& file) {
    return file.has("/positions") && file.has(group);
}

void read_known_fuel(storage::Reader const& file, Market& market) {
    if (!has_known_fuel(file)) return;
    check_names(file, market);
    KnownFuel known;
    known.price = read_ascending(file, price);
    require_range(file, price, known.price, {known.price.size()}, accepted_price);
    std::vector<std::size_t> const shape{n_sides, market.venues.size(), known.price.size()};
    known.notional = read_shaped(file, notional, shape);
    require_range(file, notional, known.notional, shape, not_negative());
    read_bankruptcy(file, shape, known);
    if (file.has(never.name)) {
        std::vector<std::size_t> const by_venue{n_sides, market.venues.size()};
        known.not_liquidatable = read_shaped(file, never, by_venue);
        require_range(file, never, known.not_liquidatable, by_venue, not_negative());
    }
    require_sides(file, market, known);
    read_coverage(file, known);
    market.known = std::move(known);
}

}  // namespace liq::market
