#include "host/market/write_market.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

#include "host/market/read_market.hpp"
#include "host/storage/writer.hpp"

namespace liq::market {
namespace {

using storage::Writer;

void write_root(Writer& writer, Market const& market, MoreAttributes const& more) {
    writer.attribute("/", "filetype", market_filetype);
    std::array<std::int32_t, 2> const version{market_schema_major, market_schema_minor};
    writer.attribute("/", "schema_version", version);
    writer.attribute("/", "asset", market.asset);
    writer.attribute("/", "quote", market.quote);
    writer.attribute("/", "as_of", market.as_of);
    writer.attribute("/", "source", market.source);
    writer.attribute("/", "license", market.license);
    for (auto const& [name, text] : more) writer.attribute("/", name, text);
    writer.variable("/spot", {}, std::vector<double>{market.spot}, {"USD", "price at as_of"});
}

std::vector<std::string> names_of(Market const& market) {
    std::vector<std::string> names;
    for (auto const& venue : market.venues) names.push_back(venue.name);
    return names;
}

void write_positions(Writer& writer, Market const& market) {
    writer.group("/positions");
    writer.scale("/positions/side", std::vector<std::string>{"long", "short"},
                 {"", "side of the position"});
    writer.scale("/positions/venue", names_of(market), {"", "venue"});
    writer.scale("/positions/entry_price", market.entry_price,
                 {"USD", "entry price, middle of its bin"});
    writer.scale("/positions/leverage", market.leverage,
                 {"1", "leverage: notional by margin, at entry"});
    writer.variable("/positions/open_interest", {"side", "venue", "entry_price", "leverage"},
                    market.open_interest, {"USD", "open interest, valued at entry"});
    if (!market.position_notional.empty())
        writer.variable("/positions/position_notional", {"side", "venue", "leverage"},
                        market.position_notional,
                        {"USD", "typical size of a position: USD (linear) or coin (inverse)"});
    if (!market.liquidatable_share.empty())
        writer.variable("/positions/liquidatable_share", {"side", "venue"},
                        market.liquidatable_share,
                        {"1", "share of the open interest that can be liquidated"});
    if (!market.leverage_class.empty()) {
        std::vector<std::int64_t> const classes(market.leverage_class.begin(),
                                                market.leverage_class.end());
        writer.variable("/positions/class", {"leverage"}, classes,
                        {"1", "class of the leverage in a living book"});
    }
}

void write_book(Writer& writer, Market const& market) {
    if (market.turnover.empty() && market.target.empty()) return;
    writer.group("/book");
    std::vector<std::int64_t> numbers(market.n_classes());
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<std::int64_t>(i);
    writer.scale("/book/class", numbers, {"1", "class of positions"});
    if (!market.turnover.empty())
        writer.variable("/book/turnover", {"class"}, market.turnover,
                        {"s", "time in which 1 - 1/e of the class close by themselves"});
    if (market.target.empty()) return;
    writer.scale("/book/side", std::vector<std::string>{"long", "short"},
                 {"", "side of the position"});
    writer.variable("/book/target", {"side", "class"}, market.target,
                    {"1", "size that the class is held at, of its fuel at the start"});
}

/// What the layout says of tiers beside caps and rates; left out where all are marginal by value.
void write_kinds(Writer& writer, Market const& market) {
    bool const usual = std::ranges::all_of(market.venues, [](Venue const& venue) {
        return venue.shape == TierShape::marginal && venue.measure == TierMeasure::value;
    });
    if (usual) return;
    std::vector<std::string> shapes, units;
    for (auto const& venue : market.venues) {
        bool const linear = venue.contract == Contract::linear;
        shapes.emplace_back(venue.shape == TierShape::marginal ? "marginal" : "flat");
        units.emplace_back(linear == (venue.measure == TierMeasure::value) ? "usd" : "coin");
    }
    writer.variable("/margin/shape", {"venue"}, shapes,
                    {"", "whether parts of a position or the whole pay the rate of a tier"});
    writer.variable("/margin/cap_unit", {"venue"}, units, {"", "what caps count"});
}

void write_leverages(Writer& writer, Market const& market, std::size_t n_tiers) {
    bool const known = std::ranges::all_of(
        market.venues, [](Venue const& venue) { return !venue.max_leverage.empty(); });
    if (!known) return;
    std::vector<double> leverages;
    for (auto const& venue : market.venues)
        for (std::size_t i = 0; i < n_tiers; ++i)
            leverages.push_back(i < venue.max_leverage.size()
                                    ? venue.max_leverage[i]
                                    : std::numeric_limits<double>::quiet_NaN());
    writer.variable("/margin/max_leverage", {"venue", "tier"}, leverages,
                    {"1", "highest leverage of a position in the tier"});
}

void write_margin(Writer& writer, Market const& market) {
    std::size_t n_tiers = 0;
    for (auto const& venue : market.venues) n_tiers = std::max(n_tiers, venue.tiers.size());
    double const unused = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> cap, rate, fund;
    std::vector<std::string> contract;
    bool has_fund = false;
    for (auto const& venue : market.venues) {
        for (std::size_t i = 0; i < n_tiers; ++i) {
            bool const used = i < venue.tiers.size();
            cap.push_back(used ? venue.tiers[i].cap : unused);
            rate.push_back(used ? venue.tiers[i].rate : unused);
        }
        contract.emplace_back(venue.contract == Contract::linear ? "linear" : "inverse");
        fund.push_back(venue.insurance_fund.value_or(unused));
        has_fund |= venue.insurance_fund.has_value();
    }
    std::vector<std::int64_t> numbers(n_tiers);
    for (std::size_t i = 0; i < n_tiers; ++i) numbers[i] = static_cast<std::int64_t>(i + 1);
    writer.group("/margin");
    writer.scale("/margin/venue", names_of(market), {"", "venue"});
    writer.scale("/margin/tier", numbers, {"1", "maintenance tier"});
    writer.variable(
        "/margin/notional_cap", {"venue", "tier"}, cap,
        {"USD", "upper end of a position; in USD (inverse: coin) unless cap_unit says otherwise"});
    writer.variable("/margin/maintenance_rate", {"venue", "tier"}, rate,
                    {"1", "maintenance margin rate"});
    writer.variable("/margin/contract", {"venue"}, contract, {"", "form of the contract"});
    write_kinds(writer, market);
    write_leverages(writer, market, n_tiers);
    if (has_fund)
        writer.variable("/margin/insurance_fund", {"venue"}, fund,
                        {"USD", "what pays for positions that end below nothing"});
}

void write_depth(Writer& writer, DepthTable const& depth) {
    std::vector<double> notional = depth.bid;
    notional.insert(notional.end(), depth.ask.begin(), depth.ask.end());
    writer.group("/depth");
    writer.scale("/depth/book_side", std::vector<std::string>{"bid", "ask"},
                 {"", "side of the order book"});
    writer.scale("/depth/distance", depth.distance,
                 {"1", "distance from the middle, as a fraction of it"});
    writer.variable("/depth/notional", {"book_side", "distance"}, notional,
                    {"USD", "resting orders within the distance, cumulative"});
}

void write_history(Writer& writer, Market const& market) {
    History const& history = *market.history;
    writer.group("/history");
    writer.scale("/history/time", history.time,
                 {"seconds since 1970-01-01 00:00:00", "begin of the bar"});
    writer.attribute("/history/time", "calendar", "standard");
    auto const column = [&](char const* name, std::vector<double> const& values,
                            std::string const& units, char const* meaning) {
        if (!values.empty())
            writer.variable(std::string("/history/") + name, {"time"}, values, {units, meaning});
    };
    column("open", history.open, "USD", "first price of the bar");
    column("high", history.high, "USD", "highest price of the bar");
    column("low", history.low, "USD", "lowest price of the bar");
    column("close", history.close, "USD", "last price of the bar");
    column("volume", history.volume, market.asset, "volume of the bar");
    column("open_interest", history.open_interest, "USD", "open interest at the end of the bar");
    column("funding_rate", history.funding_rate, "1", "funding rate");
}

}  // namespace

std::string file_of(Market const& market, MoreAttributes const& more) {
    Writer writer;
    write_root(writer, market, more);
    write_positions(writer, market);
    write_book(writer, market);
    write_margin(writer, market);
    if (market.depth) write_depth(writer, *market.depth);
    if (market.history) write_history(writer, market);
    auto const bytes = writer.finish();
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

}  // namespace liq::market
