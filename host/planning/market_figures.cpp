#include <algorithm>
#include <cmath>

#include "host/planning/book_of_positions.hpp"
#include "host/planning/market_figures.hpp"

namespace liq::planning {
namespace {

double usd_of(FuelTicks ticks) {
    return static_cast<double>(ticks) / static_cast<double>(ticks_per_usd);
}

/// The log price of a level relative to spot: longs are liquidated below spot, shorts above.
double log_price(Side side, std::size_t level) {
    double const distance = static_cast<double>(level) * grid::spacing;
    return side == Side::long_side ? -distance : distance;
}

std::vector<FuelBucket> largest_buckets(LadderSide const& ladder, Side side, double spot,
                                        std::size_t n) {
    std::vector<std::size_t> levels;
    for (std::size_t k = 1; k < ladder.fuel.size(); ++k)
        if (ladder.fuel[k] > 0) levels.push_back(k);
    std::stable_sort(levels.begin(), levels.end(),
                     [&](std::size_t a, std::size_t b) { return ladder.fuel[a] > ladder.fuel[b]; });
    levels.resize(std::min(levels.size(), n));
    std::vector<FuelBucket> buckets;
    for (std::size_t const k : levels) {
        double const x = log_price(side, k);
        buckets.push_back({spot * std::exp(x), std::expm1(x), usd_of(ladder.fuel[k])});
    }
    return buckets;
}

/// The fuel of the levels that the price reaches when it moves by `move` against the side.
double fuel_within(LadderSide const& ladder, Side side, double move) {
    double const x = std::log1p(side == Side::long_side ? -move : move);
    FuelTicks sum = 0;
    for (std::size_t k = 1; k < ladder.fuel.size(); ++k)
        if (std::abs(log_price(side, k)) <= std::abs(x)) sum += ladder.fuel[k];
    return usd_of(sum);
}

std::vector<double> interest_by_venue(market::Market const& market, Side side) {
    std::vector<double> totals;
    for (std::size_t v = 0; v < market.venues.size(); ++v)
        totals.push_back(market.total_of(side, v));
    return totals;
}

}  // namespace

MarketFigures figures_of(market::Market const& market, std::size_t n_walls) {
    auto const book = book_of_positions(market, {.spot = market.spot});
    MarketFigures figures;
    figures.book = book.accounts;
    for (Side const side : {Side::long_side, Side::short_side}) {
        auto const s = static_cast<std::size_t>(side);
        auto const& ladder = side == Side::long_side ? book.ladder.longs : book.ladder.shorts;
        auto const& account = book.accounts[s];
        double const beyond = account.off_grid + account.wrong_side + account.never;
        double const all = account.fuel + beyond + account.not_liquidatable;
        figures.by_venue[s] = interest_by_venue(market, side);
        figures.beyond_reach[s] = all > 0 ? beyond / all : 0.0;
        figures.walls[s] = largest_buckets(ladder, side, market.spot, n_walls);
        for (double const move : near_moves)
            figures.near_fuel[s].push_back(fuel_within(ladder, side, move));
    }
    return figures;
}

std::vector<ClassFigures> class_figures_of(market::Market const& market) {
    if (market.leverage_class.empty() && market.turnover.empty() && market.target.empty())
        return {};
    std::vector<ClassFigures> classes(market.n_classes());
    for (std::size_t l = 0; l < market.leverage.size(); ++l)
        classes[market.class_of(l)].leverages.push_back(market.leverage[l]);
    for (Side const side : {Side::long_side, Side::short_side}) {
        auto const s = static_cast<std::size_t>(side);
        for (std::size_t l = 0; l < market.leverage.size(); ++l)
            classes[market.class_of(l)].open_interest[s] += market.open_interest_of_lever(side, l);
        for (std::size_t c = 0; c < classes.size(); ++c)
            classes[c].target[s] = market.target_at(side, c);
    }
    for (std::size_t c = 0; c < market.turnover.size(); ++c)
        classes[c].turnover = market.turnover[c];
    return classes;
}

}  // namespace liq::planning
