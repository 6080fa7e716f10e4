#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <numeric>

#include "host/building/entries.hpp"
#include "host/building/positions.hpp"
#include "host/errors.hpp"
#include "host/words/numbers.hpp"
#include "host/words/values.hpp"
#include "models/margin/liquidation_price.hpp"

namespace liq::building {
namespace {

void check_bands(std::vector<LeverageBand> const& bands) {
    require(!bands.empty(), "positions: the method mixture needs [[positions.band]]");
    double sum = 0, before = 0;
    for (auto const& band : bands) {
        require(band.low >= before && band.high > band.low,
                "positions.band: bands have to ascend and not to overlap");
        before = band.high;
        sum += band.share;
    }
    require(std::abs(sum - 1) < 1e-9, "positions.band: the shares add up to " +
                                          std::to_string(sum) + ", and have to add up to 1");
}

/// Liquidation prices of a leverage [bin]; a position that is never liquidated has 0 or infinity.
std::vector<double> liquidation_prices(VenueBook const& venue, Side side, double leverage,
                                       double size, std::vector<double> const& entry) {
    std::vector<double> prices;
    for (double const e : entry) {
        PositionTerms terms{side, venue.contract, e, leverage, 0};
        terms.notional = venue.contract == Contract::linear ? size : size * e;
        auto const found = liquidation_price(terms, venue.table());
        double const never =
            side == Side::long_side ? 0.0 : std::numeric_limits<double>::infinity();
        prices.push_back(found.value_or(never));
    }
    return prices;
}

/// Dollars of each band.
std::vector<double> dollars_of_bands(PositionsInput const& how, double usd,
                                     std::vector<double> const& survived) {
    std::vector<double> shares;
    for (std::size_t b = 0; b < how.band.size(); ++b)
        shares.push_back(how.band[b].share * (how.refilled ? 1.0 : survived[b]));
    if (!how.refilled) return apportion(usd, shares);
    for (double& share : shares) share = std::round(usd * share);
    return shares;
}

/// The leverages of all bands, and what they share.
class Mixture {
  public:
    Mixture(PositionsInput const& how, Entries const& entries, double price)
        : how_(how), entries_(entries), price_(price) {
        for (std::size_t b = 0; b < how.band.size(); ++b)
            for (double const lever : leverages_of(how.band[b])) {
                leverage_.push_back(lever);
                band_of_.push_back(b);
            }
    }

    [[nodiscard]] std::vector<double> const& leverage() const { return leverage_; }

    /// Adds one side of a venue.
    void add(VenueBook const& venue, Side side, EstimatedPositions& made) const {
        double const holding = how_.holding.never
                                   ? std::numeric_limits<double>::infinity()
                                   : static_cast<double>(how_.holding.length.seconds) / 86'400.0;
        Shares open;
        std::vector<double> survived(how_.band.size(), 0.0);
        for (std::size_t l = 0; l < leverage_.size(); ++l) {
            double const lever = leverage_[l];
            double const size = typical_size(how_, venue.contract, lever, price_);
            made.position_notional.push_back(size);
            open.push_back(still_open(
                entries_, side, lever, holding,
                liquidation_prices(venue, side, lever, size, entries_.profile.entry_price)));
            survived[band_of_[l]] += std::accumulate(open[l].begin(), open[l].end(), 0.0) /
                                     how_.band[band_of_[l]].leverages;
        }
        auto const dollars = dollars_of_bands(how_, venue.usd, survived);
        for (std::size_t b = 0; b < dollars.size(); ++b)
            require(survived[b] > 0 || dollars[b] == 0,
                    "positions.band " + words::plain_number(how_.band[b].low) + "x to " +
                        words::plain_number(how_.band[b].high) + "x: of its " +
                        (side == Side::long_side ? "longs" : "shorts") +
                        " none has survived, so that nothing says where the " +
                        words::money(dollars[b]) +
                        " that opened in their place entered. Is the leverage more than the "
                        "venue's tiers allow? Else give finer candles, or refilled = false");
        auto const cells = cells_of(open, dollars);
        made.open_interest.insert(made.open_interest.end(), cells.begin(), cells.end());
    }

  private:
    using Shares = std::vector<std::vector<double>>;  ///< [leverage][bin]

    /// Whole dollars [bin][leverage]: those of each band in proportion to what is open in it.
    [[nodiscard]] std::vector<double> cells_of(Shares const& open,
                                               std::vector<double> const& dollars) const {
        std::size_t const n_levers = leverage_.size();
        std::vector<double> cells(entries_.profile.n_bins * n_levers, 0.0);
        for (std::size_t b = 0; b < dollars.size(); ++b) {
            std::vector<std::size_t> places;
            std::vector<double> weights;
            for (std::size_t e = 0; e < entries_.profile.n_bins; ++e)
                for (std::size_t l = 0; l < n_levers; ++l) {
                    if (band_of_[l] != b) continue;
                    places.push_back(e * n_levers + l);
                    weights.push_back(open[l][e]);
                }
            auto const whole = apportion(dollars[b], weights);
            for (std::size_t i = 0; i < places.size(); ++i) cells[places[i]] = whole[i];
        }
        return cells;
    }

    PositionsInput const& how_;
    Entries const& entries_;
    double price_;
    std::vector<double> leverage_;
    std::vector<std::size_t> band_of_;
};

}  // namespace

double typical_size(PositionsInput const& how, Contract contract, double leverage, double price) {
    double const usd = std::round(how.size_times_leverage / leverage);
    return contract == Contract::linear ? usd : std::round(usd / price * 1e6) / 1e6;
}

double usual_bin(double price) {
    double const wanted = price / 1'000;
    double const power = std::pow(10.0, std::floor(std::log10(wanted)));
    for (double const times : {1.0, 2.0, 5.0})
        if (times * power >= 0.7 * wanted) return times * power;
    return 10 * power;
}

std::vector<double> leverages_of(LeverageBand const& band) {
    std::vector<double> found;
    for (int i = 0; i < band.leverages; ++i) {
        double const at = (i + 0.5) / band.leverages;
        char text[32];
        std::snprintf(text, sizeof text, "%.3g", band.low * std::pow(band.high / band.low, at));
        found.push_back(std::strtod(text, nullptr));
    }
    return found;
}

std::vector<double> apportion(double total, std::vector<double> const& weights) {
    double const sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::vector<double> whole(weights.size(), 0.0);
    if (!(sum > 0)) return whole;
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<double> rest(weights.size());
    double given = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        double const exact = total * weights[i] / sum;
        whole[i] = std::floor(exact);
        rest[i] = exact - whole[i];
        given += whole[i];
    }
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        return rest[a] != rest[b] ? rest[a] > rest[b] : a < b;
    });
    auto const left = static_cast<std::size_t>(std::max(0.0, std::round(total - given)));
    for (std::size_t i = 0; i < std::min(left, order.size()); ++i) whole[order[i]] += 1;
    return whole;
}

EstimatedPositions mixture(PositionsInput const& how, std::vector<VenueBook> const& venues,
                           Entries const& entries, double price) {
    check_bands(how.band);
    Mixture const parts(how, entries, price);
    EstimatedPositions made;
    made.leverage = parts.leverage();
    made.entry_price = entries.profile.entry_price;
    made.from = entries.window.begin;
    made.files = entries.files;
    made.notes = entries.notes;
    made.warnings = entries.warnings;
    for (Side const side : both_sides)
        for (VenueBook const& venue : venues) parts.add(venue, side, made);
    return made;
}

}  // namespace liq::building
