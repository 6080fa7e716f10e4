#include "host/planning/resting_depth.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <variant>

#include "host/errors.hpp"
#include "host/scenario/toml_text.hpp"
#include "kernels/depth_tables.hpp"

namespace liq::planning {
namespace {

/// The accepted depth at any distance [USD], as for `impact.depth`: single precision is exact
/// enough for it.
Range const accepted_depth = between(1, 1e18);

/// \param sign  -1 for the bids, 1 for the asks
ExactDepth side_of(std::vector<double> const& fraction, std::vector<double> const& usd, int sign) {
    std::vector<double> distance;
    for (double const d : fraction) distance.push_back(sign * std::log1p(sign * d));
    return ExactDepth::table(distance.data(), usd.data(), static_cast<int>(distance.size()));
}

void check_elasticity(scenario::Scenario const& scenario) {
    if (scenario.withdrawal.volatility_elasticity <= 0) return;
    bool const varies =
        std::visit([]<class P>(P const&) { return PriceModels::ModelOf<P>::stochastic_variance; },
                   scenario.price_model);
    std::string const model =
        std::visit([](auto const& p) { return std::string(p.name); }, scenario.price_model);
    std::string const key = "impact.withdrawal.volatility_elasticity";
    require(varies, scenario.place_of(key) + ": " + key +
                        " is above 0, but the variance of "
                        "price.model = \"" +
                        model +
                        "\" is constant. Leave it out, or use a price model with stochastic "
                        "volatility?");
}

}  // namespace

ExactBook resting_depth(scenario::Scenario const& scenario, market::Market const& market) {
    ImpactParameters const& impact = scenario.impact;
    if (!impact.depth_from_market) {
        return {ExactDepth::power_law(impact.depth.bid, impact.exponent),
                ExactDepth::power_law(impact.depth.ask, impact.exponent)};
    }
    std::string const where = scenario.place_of("impact.depth") + ": impact.depth = \"market\": ";
    require(market.depth.has_value(), where + market.path.filename().string() +
                                          " has no /depth; accepted for this market: the depth "
                                          "within 1 % of the mid price as a number of USD");
    market::DepthTable const& table = *market.depth;
    require(table.distance.size() <= max_depth_points,
            where + "/depth of " + market.path.filename().string() + " has " +
                std::to_string(table.distance.size()) + " distances; accepted: at most " +
                std::to_string(max_depth_points));
    for (auto const* side : {&table.bid, &table.ask}) {
        for (double const usd : *side)
            require(accepted_depth.contains(usd),
                    where + "/depth/notional of " + market.path.filename().string() + " has " +
                        scenario::plain_number(usd) +
                        " USD; accepted: " + scenario::range_text(accepted_depth));
    }
    return {side_of(table.distance, table.bid, -1), side_of(table.distance, table.ask, 1)};
}

std::vector<Wall> plan_walls(scenario::Scenario const& scenario, double spot) {
    std::vector<Wall> walls;
    double const step = static_cast<double>(scenario.simulation.step.seconds);
    require(scenario.walls.size() <= max_walls,
            scenario.place_of("wall." + std::to_string(max_walls) + ".price") + ": there are " +
                std::to_string(scenario.walls.size()) + " walls; accepted: at most " +
                std::to_string(max_walls));
    for (WallParameters const& wall : scenario.walls) {
        double const per_step =
            wall.refill ? wall.notional * step / static_cast<double>(wall.refill->seconds) : 0.0;
        walls.push_back({static_cast<LogPrice>(std::log(wall.price / spot)),
                         static_cast<Usd>(wall.notional), static_cast<Usd>(per_step)});
    }
    std::ranges::stable_sort(walls, {}, &Wall::at);
    return walls;
}

void plan_depth(scenario::Scenario const& scenario, ExactBook const& depth, double spot,
                Plan& plan) {
    check_elasticity(scenario);
    plan.impact = scenario.impact;
    plan.withdrawal = scenario.withdrawal;
    if (scenario.impact.depth_from_market) {
        plan.depth = build_depth_tables(depth);
        plan.impact.depth = {depth.bid.at(0.01), depth.ask.at(0.01)};
    }
    plan.walls = plan_walls(scenario, spot);
}

}  // namespace liq::planning
