#include <cmath>
#include <nlohmann/json.hpp>

#include "host/planning/book_warnings.hpp"
#include "host/planning/market_figures.hpp"
#include "host/report/json_values.hpp"
#include "host/report/made_of_json.hpp"
#include "host/report/market_text.hpp"

namespace liq::report {
namespace {

using nlohmann::ordered_json;

ordered_json side_json(planning::MarketFigures const& figures, std::size_t side) {
    auto const& account = figures.book[side];
    ordered_json walls = ordered_json::array();
    for (auto const& bucket : figures.walls[side])
        walls.push_back(
            {{"price", bucket.price}, {"distance", bucket.distance}, {"fuel", bucket.fuel}});
    ordered_json within = ordered_json::array();
    for (std::size_t i = 0; i < planning::near_moves.size(); ++i)
        within.push_back({{"move", planning::near_moves[i]}, {"fuel", figures.near_fuel[side][i]}});
    double open_interest = 0;
    for (double const usd : figures.by_venue[side]) open_interest += usd;
    return {{"open_interest", open_interest},
            {"fuel", account.fuel},
            {"off_grid", account.off_grid},
            {"wrong_side", account.wrong_side},
            {"not_liquidatable", account.not_liquidatable},
            {"never", account.never},
            {"beyond_reach", figures.beyond_reach[side]},
            {"fuel_within", within},
            {"walls", walls}};
}

ordered_json venue_json(market::Market const& market, planning::MarketFigures const& figures,
                        std::size_t v) {
    auto const& venue = market.venues[v];
    ordered_json tiers = ordered_json::array();
    for (auto const& tier : venue.tiers)
        tiers.push_back({{"cap", tier.cap}, {"rate", tier.rate}, {"amount", tier.amount}});
    ordered_json entry{{"name", venue.name},
                       {"contract", venue.contract == Contract::linear ? "linear" : "inverse"},
                       {"long", figures.by_venue[0][v]},
                       {"short", figures.by_venue[1][v]},
                       {"tier_shape", venue.shape == TierShape::flat ? "flat" : "marginal"},
                       {"cap_unit", venue.caps_in_usd() ? "usd" : "coin"},
                       {"tiers", tiers}};
    if (venue.insurance_fund) entry["insurance_fund"] = *venue.insurance_fund;
    return entry;
}

}  // namespace

std::string market_json(market::Market const& market, std::optional<market::MadeOf> const& made_of,
                        std::size_t n_walls) {
    auto const figures = planning::figures_of(market, n_walls);
    ordered_json document{{"program", "liqcascade"},
                          {"schema", 1},
                          {"file", market.path.filename().string()},
                          {"sha256", market.sha256},
                          {"asset", market.asset},
                          {"quote", market.quote},
                          {"as_of", market.as_of},
                          {"source", market.source},
                          {"license", market.license},
                          {"assumptions", text_or_null(market.assumptions)},
                          {"spot", market.spot}};
    for (std::size_t v = 0; v < market.venues.size(); ++v)
        document["venues"].push_back(venue_json(market, figures, v));
    for (auto const& one : planning::class_figures_of(market))
        document["classes"].push_back(
            {{"leverages", one.leverages},
             {"long", one.open_interest[0]},
             {"short", one.open_interest[1]},
             {"turnover", one.turnover ? number_or_null(*one.turnover) : ordered_json()},
             {"never_closes", one.turnover && std::isinf(*one.turnover)},
             {"target_long", one.target[0]},
             {"target_short", one.target[1]}});
    if (market.known)
        document["known"] = {
            {"prices", market.known->price.size()},
            {"coverage",
             market.known->coverage ? ordered_json(*market.known->coverage) : ordered_json()}};
    document["long"] = side_json(figures, 0);
    document["short"] = side_json(figures, 1);
    if (market.depth)
        document["depth"] = {{"distance", market.depth->distance},
                             {"bid", market.depth->bid},
                             {"ask", market.depth->ask}};
    if (market.history)
        document["history"] = {{"bars", market.history->time.size()},
                               {"first", market.history->time.front()},
                               {"last", market.history->time.back()}};
    document["made_of"] = made_of_json(made_of, market.path);
    document["warnings"] = planning::market_warnings(market);
    return json_text(document) + "\n";
}

}  // namespace liq::report
