#include "host/report/market_copy.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

#include "host/market/read_market.hpp"

namespace liq::report {
namespace {

using storage::Writer;

std::vector<std::string> const sides{"long", "short"};

std::vector<std::string> venue_names(market::Market const& market) {
    std::vector<std::string> names;
    for (auto const& venue : market.venues) names.push_back(venue.name);
    return names;
}

void write_attributes(Writer& writer, std::string const& object, market::Market const& market) {
    writer.attribute(object, "filetype", std::string_view(market::market_filetype));
    std::array<std::int32_t, 2> const version{market::market_schema_major,
                                              market::market_schema_minor};
    writer.attribute(object, "schema_version", version);
    for (auto const& [name, text] : {std::pair{"asset", &market.asset},
                                     {"quote", &market.quote},
                                     {"as_of", &market.as_of},
                                     {"source", &market.source},
                                     {"license", &market.license}})
        writer.attribute(object, name, std::string_view(*text));
}

void write_positions(Writer& writer, std::string const& group, market::Market const& market) {
    writer.group(group);
    writer.scale(group + "/side", sides, {"", "side of the positions"});
    writer.scale(group + "/venue", venue_names(market), {"", "exchange"});
    writer.scale(group + "/entry_price", market.entry_price, {"USD", "price of entry"});
    writer.scale(group + "/leverage", market.leverage, {"1", "leverage"});
    writer.variable(group + "/open_interest", {"side", "venue", "entry_price", "leverage"},
                    market.open_interest, {"USD", "open interest, valued at entry"});
    if (!market.position_notional.empty())
        writer.variable(group + "/position_notional", {"side", "venue", "leverage"},
                        market.position_notional,
                        {"", "typical size of a position, USD, inverse contracts in coin"});
    if (!market.liquidatable_share.empty())
        writer.variable(group + "/liquidatable_share", {"side", "venue"}, market.liquidatable_share,
                        {"1", "share of the open interest that can be liquidated"});
    if (!market.leverage_class.empty())
        writer.variable(
            group + "/class", {"leverage"},
            std::vector<std::int64_t>(market.leverage_class.begin(), market.leverage_class.end()),
            {"1", "class of the leverage in a living book"});
}

void write_classes(Writer& writer, std::string const& group, market::Market const& market) {
    if (market.turnover.empty() && market.target.empty()) return;
    std::vector<std::int64_t> classes(market.n_classes());
    std::iota(classes.begin(), classes.end(), 0);
    writer.group(group);
    writer.scale(group + "/side", sides, {"", "side of the positions"});
    writer.scale(group + "/class", classes, {"1", "number of the class"});
    if (!market.turnover.empty())
        writer.variable(group + "/turnover", {"class"}, market.turnover,
                        {"s", "time in which 1 - 1/e of the positions close by themselves"});
    if (!market.target.empty())
        writer.variable(group + "/target", {"side", "class"}, market.target,
                        {"1", "size that the class is held at, of its fuel at the start"});
}

void write_margin(Writer& writer, std::string const& group, market::Market const& market) {
    std::size_t n_tiers = 0;
    for (auto const& venue : market.venues) n_tiers = std::max(n_tiers, venue.tiers.size());
    std::vector<std::int64_t> tier(n_tiers);
    for (std::size_t i = 0; i < n_tiers; ++i) tier[i] = static_cast<std::int64_t>(i + 1);

    std::vector<double> cap, rate, fund;
    std::vector<std::string> contract;
    bool any_fund = false;
    double const unused = std::numeric_limits<double>::quiet_NaN();
    for (auto const& venue : market.venues) {
        for (std::size_t i = 0; i < n_tiers; ++i) {
            bool const used = i < venue.tiers.size();
            cap.push_back(used ? venue.tiers[i].cap : unused);
            rate.push_back(used ? venue.tiers[i].rate : unused);
        }
        contract.push_back(venue.contract == Contract::linear ? "linear" : "inverse");
        any_fund = any_fund || venue.insurance_fund.has_value();
        fund.push_back(venue.insurance_fund.value_or(unused));
    }

    writer.group(group);
    writer.scale(group + "/venue", venue_names(market), {"", "exchange"});
    writer.scale(group + "/tier", tier, {"1", "number of the tier"});
    writer.variable(group + "/notional_cap", {"venue", "tier"}, cap,
                    {"", "upper end of the tier, USD, inverse contracts in coin"});
    writer.variable(group + "/maintenance_rate", {"venue", "tier"}, rate,
                    {"1", "maintenance margin rate of the tier"});
    writer.variable(group + "/contract", {"venue"}, contract, {"", "linear or inverse"});
    if (any_fund)
        writer.variable(group + "/insurance_fund", {"venue"}, fund, {"USD", "insurance fund"});
}

void write_depth(Writer& writer, std::string const& group, market::DepthTable const& depth) {
    std::vector<double> notional = depth.bid;
    notional.insert(notional.end(), depth.ask.begin(), depth.ask.end());
    writer.group(group);
    writer.scale(group + "/book_side", std::vector<std::string>{"bid", "ask"},
                 {"", "side of the order book"});
    writer.scale(group + "/distance", depth.distance, {"1", "distance, a fraction of the mid"});
    writer.variable(group + "/notional", {"book_side", "distance"}, notional,
                    {"USD", "resting orders up to the distance"});
}

}  // namespace

void write_market_copy(Writer& writer, std::string const& path, market::Market const& market) {
    write_attributes(writer, path.empty() ? "/" : path, market);
    writer.variable(path + "/spot", {}, std::vector{market.spot}, {"USD", "spot price"});
    write_positions(writer, path + "/positions", market);
    write_classes(writer, path + "/book", market);
    write_margin(writer, path + "/margin", market);
    if (market.depth) write_depth(writer, path + "/depth", *market.depth);
}

}  // namespace liq::report
