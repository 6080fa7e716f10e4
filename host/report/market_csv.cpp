#include "host/report/market_csv.hpp"

#include <algorithm>
#include <limits>

#include "host/planning/book_warnings.hpp"
#include "host/planning/market_figures.hpp"
#include "host/words/sheet.hpp"

namespace liq::report {
namespace {

using words::Sheet;

constexpr std::array sides{"long", "short"};

/// \param texts  how many columns at the left are texts
Sheet sheet_of(std::vector<char const*> const& names, std::size_t texts) {
    Sheet sheet;
    for (std::size_t c = 0; c < names.size(); ++c)
        sheet.column({names[c], names[c], c < texts ? Sheet::Kind::text : Sheet::Kind::number});
    return sheet;
}

Sheet venues(market::Market const& market, planning::MarketFigures const& figures) {
    Sheet sheet = sheet_of({"venue", "contract", "long_usd", "short_usd", "insurance_fund_usd"}, 2);
    for (std::size_t v = 0; v < market.venues.size(); ++v) {
        auto const& venue = market.venues[v];
        sheet.row({venue.name, venue.contract == Contract::linear ? "linear" : "inverse",
                   figures.by_venue[0][v], figures.by_venue[1][v],
                   venue.insurance_fund.value_or(std::numeric_limits<double>::infinity())});
    }
    return sheet;
}

Sheet destinations(planning::MarketFigures const& figures) {
    Sheet sheet = sheet_of({"side", "within_reach_usd", "too_far_usd", "already_past_usd",
                            "never_liquidated_usd", "not_liquidatable_usd"},
                           1);
    for (std::size_t s = 0; s < sides.size(); ++s) {
        auto const& book = figures.book[s];
        sheet.row({sides[s], book.fuel, book.off_grid, book.wrong_side, book.never,
                   book.not_liquidatable});
    }
    return sheet;
}

Sheet moves(planning::MarketFigures const& figures) {
    Sheet sheet = sheet_of({"move", "long_usd", "short_usd"}, 0);
    for (std::size_t i = 0; i < planning::near_moves.size(); ++i)
        sheet.row({planning::near_moves[i], figures.near_fuel[0][i], figures.near_fuel[1][i]});
    return sheet;
}

Sheet prices(planning::MarketFigures const& figures) {
    Sheet sheet = sheet_of({"side", "price", "from_spot", "usd"}, 1);
    for (std::size_t s = 0; s < sides.size(); ++s) {
        auto buckets = figures.walls[s];
        std::ranges::sort(buckets, {}, &planning::FuelBucket::price);
        for (auto const& bucket : buckets)
            sheet.row({sides[s], bucket.price, bucket.distance, bucket.fuel});
    }
    return sheet;
}

Sheet classes(market::Market const& market) {
    Sheet sheet = sheet_of({"lowest_leverage", "highest_leverage", "long_usd", "short_usd",
                            "turnover_s", "target_long", "target_short"},
                           0);
    for (auto const& one : planning::class_figures_of(market))
        sheet.row({one.leverages.front(), one.leverages.back(), one.open_interest[0],
                   one.open_interest[1], one.turnover.value_or(Sheet::nothing), one.target[0],
                   one.target[1]});
    return sheet;
}

Sheet tiers(market::Market const& market) {
    Sheet sheet = sheet_of({"venue", "shape", "unit_of_cap", "cap", "rate", "amount"}, 3);
    for (auto const& venue : market.venues)
        for (auto const& tier : venue.tiers)
            sheet.row({venue.name, venue.shape == TierShape::flat ? "flat" : "marginal",
                       venue.caps_in_usd() ? "usd" : "coin", tier.cap, tier.rate, tier.amount});
    return sheet;
}

Sheet depth(market::Market const& market) {
    Sheet sheet = sheet_of({"within", "bid_usd", "ask_usd"}, 0);
    if (market.depth)
        for (std::size_t i = 0; i < market.depth->distance.size(); ++i)
            sheet.row({market.depth->distance[i], market.depth->bid[i], market.depth->ask[i]});
    return sheet;
}

Sheet warnings(market::Market const& market) {
    Sheet sheet = sheet_of({"warning"}, 1);
    for (std::string const& warning : planning::market_warnings(market)) sheet.row({warning});
    return sheet;
}

}  // namespace

std::string market_csv(market::Market const& market, std::string const& table) {
    if (table == "classes") return classes(market).csv();
    if (table == "tiers") return tiers(market).csv();
    if (table == "depth") return depth(market).csv();
    if (table == "warnings") return warnings(market).csv();
    auto const figures = planning::figures_of(market, Sheet::all);
    if (table == "venues") return venues(market, figures).csv();
    if (table == "destinations") return destinations(figures).csv();
    return (table == "moves" ? moves(figures) : prices(figures)).csv();
}

}  // namespace liq::report
