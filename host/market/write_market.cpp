#include "host/market/write_market.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

#include "host/errors.hpp"
#include "host/market/read_market.hpp"
#include "host/words/nearest.hpp"
#include "host/words/printable.hpp"

namespace liq::market {
namespace {

using storage::Writer;

std::vector<std::string> const sides{"long", "short"};

std::vector<std::string> venue_names(Market const& market) {
    std::vector<std::string> names;
    for (auto const& venue : market.venues) names.push_back(venue.name);
    return names;
}

void write_attributes(Writer& writer, std::string const& object, Market const& market) {
    writer.attribute(object, "filetype", std::string_view(market_filetype));
    std::array<std::int32_t, 2> const version{market_schema_major, market_schema_minor};
    writer.attribute(object, "schema_version", version);
    for (auto const& [name, text] : {std::pair{"asset", &market.asset},
                                     {"quote", &market.quote},
                                     {"as_of", &market.as_of},
                                     {"source", &market.source},
                                     {"license", &market.license}})
        writer.attribute(object, name, std::string_view(*text));
}

void write_known_fuel(Writer& writer, std::string const& group, Market const& market) {
    KnownFuel const& known = *market.known;
    writer.group(group);
    if (known.coverage) writer.attribute(group, "coverage", *known.coverage);
    writer.scale(group + "/side", sides, {"", "side of the positions"});
    writer.scale(group + "/venue", venue_names(market), {"", "exchange"});
    writer.scale(group + "/price", known.price, {"USD", "price at which they are liquidated"});
    writer.variable(group + "/notional", {"side", "venue", "price"}, known.notional,
                    {"USD", "positions that accounts hold, valued at the liquidation price"});
    writer.variable(group + "/bankruptcy_price", {"side", "venue", "price"}, known.bankruptcy_price,
                    {"USD", "price at which nothing is left of the margin"});
    if (!known.not_liquidatable.empty())
        writer.variable(group + "/not_liquidatable", {"side", "venue"}, known.not_liquidatable,
                        {"USD", "positions without a liquidation price, valued at spot"});
}

void write_positions(Writer& writer, std::string const& group, Market const& market) {
    writer.group(group);
    writer.scale(group + "/side", sides, {"", "side of the positions"});
    writer.scale(group + "/venue", venue_names(market), {"", "exchange"});
    if (market.known) write_known_fuel(writer, group + "/liquidation", market);
    if (market.open_interest.empty()) return;
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

void write_classes(Writer& writer, std::string const& group, Market const& market) {
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

/// What the layout says of tiers beside caps and rates; left out where all are marginal by value.
void write_kinds(Writer& writer, std::string const& group, Market const& market) {
    bool const usual = std::ranges::all_of(market.venues, [](Venue const& venue) {
        return venue.shape == TierShape::marginal && venue.measure == TierMeasure::value;
    });
    if (usual) return;
    std::vector<std::string> shapes, units;
    for (auto const& venue : market.venues) {
        shapes.emplace_back(venue.shape == TierShape::marginal ? "marginal" : "flat");
        units.emplace_back(venue.caps_in_usd() ? "usd" : "coin");
    }
    writer.variable(group + "/shape", {"venue"}, shapes,
                    {"", "whether parts of a position or the whole pay the rate of a tier"});
    writer.variable(group + "/cap_unit", {"venue"}, units, {"", "what caps count"});
}

/// Written where any venue has them; NaN for the others.
void write_leverages(Writer& writer, std::string const& group, Market const& market,
                     std::size_t n_tiers) {
    bool const known = std::ranges::any_of(
        market.venues, [](Venue const& venue) { return !venue.max_leverage.empty(); });
    if (!known) return;
    std::vector<double> leverages;
    for (auto const& venue : market.venues)
        for (std::size_t i = 0; i < n_tiers; ++i)
            leverages.push_back(i < venue.max_leverage.size()
                                    ? venue.max_leverage[i]
                                    : std::numeric_limits<double>::quiet_NaN());
    writer.variable(group + "/max_leverage", {"venue", "tier"}, leverages,
                    {"1", "highest leverage of a position in the tier"});
}

void write_margin(Writer& writer, std::string const& group, Market const& market) {
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
    writer.variable(
        group + "/notional_cap", {"venue", "tier"}, cap,
        {"",
         "upper end of the tier, USD, inverse contracts in coin, unless cap_unit says otherwise"});
    writer.variable(group + "/maintenance_rate", {"venue", "tier"}, rate,
                    {"1", "maintenance margin rate of the tier"});
    writer.variable(group + "/contract", {"venue"}, contract, {"", "linear or inverse"});
    write_kinds(writer, group, market);
    write_leverages(writer, group, market, n_tiers);
    if (any_fund)
        writer.variable(group + "/insurance_fund", {"venue"}, fund, {"USD", "insurance fund"});
}

void write_depth(Writer& writer, std::string const& group, DepthTable const& depth) {
    std::vector<double> notional = depth.bid;
    notional.insert(notional.end(), depth.ask.begin(), depth.ask.end());
    writer.group(group);
    writer.scale(group + "/book_side", std::vector<std::string>{"bid", "ask"},
                 {"", "side of the order book"});
    writer.scale(group + "/distance", depth.distance, {"1", "distance, a fraction of the mid"});
    writer.variable(group + "/notional", {"book_side", "distance"}, notional,
                    {"USD", "resting orders up to the distance"});
}

void write_history(Writer& writer, Market const& market) {
    History const& history = *market.history;
    writer.group("/history");
    writer.scale("/history/time", history.time,
                 {"seconds since 1970-01-01 00:00:00", "begin of the bar"});
    writer.attribute("/history/time", "calendar", std::string_view("standard"));
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

void write_draws(Writer& writer, Market const& market) {
    std::string const group = "/positions/draws";
    BookDraws const& draws = *market.draws;
    std::vector<std::int64_t> numbers(draws.count());
    std::iota(numbers.begin(), numbers.end(), 0);
    writer.group(group);
    writer.scale(group + "/draw", numbers, {"1", "number of the draw"});
    writer.scale(group + "/side", sides, {"", "side of the positions"});
    writer.scale(group + "/venue", venue_names(market), {"", "exchange"});
    writer.scale(group + "/entry_price", market.entry_price, {"USD", "price of entry"});
    writer.scale(group + "/leverage", market.leverage, {"1", "leverage"});
    writer.scale(group + "/replay", draws.replay,
                 {"days of mean volume", "positions of leverage L turn over in this over L"});
    writer.variable(group + "/weight", {"draw", "side", "leverage"}, draws.weight,
                    {"1", "share of the open interest of the side"});
    writer.variable(group + "/volume_days", {"draw", "side"}, draws.volume_days,
                    {"days of mean volume", "replay of the draw"});
    writer.variable(group + "/open_interest",
                    {"replay", "side", "venue", "entry_price", "leverage"}, draws.open_interest,
                    {"USD", "open interest of a weight of 1, valued at entry"});
}

void write_comments(Writer& writer, Comments const& comments) {
    std::vector<std::string> paths;
    for (auto const& object : writer.written())
        if (object.attribute.empty()) paths.push_back(object.path);
    for (auto const& [path, text] : comments) {
        auto const near = words::nearest(path, paths);
        require(std::ranges::find(paths, path) != paths.end(),
                "comments: the snapshot has no dataset " + words::printable(path) +
                    (near ? ". Did you mean " + *near + "?" : ""));
        writer.attribute(path, "comment", std::string_view(text));
    }
}

}  // namespace

std::string file_of(Market const& market, MoreAttributes const& more, Comments const& comments) {
    Writer writer;
    write_market_copy(writer, "", market);
    for (auto const& [name, text] : more) writer.attribute("/", name, std::string_view(text));
    if (market.draws) write_draws(writer, market);
    if (market.history) write_history(writer, market);
    write_comments(writer, comments);
    auto const bytes = writer.finish();
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

void write_market_copy(Writer& writer, std::string const& path, Market const& market) {
    write_attributes(writer, path.empty() ? "/" : path, market);
    writer.variable(path + "/spot", {}, std::vector{market.spot}, {"USD", "spot price"});
    write_positions(writer, path + "/positions", market);
    write_classes(writer, path + "/book", market);
    write_margin(writer, path + "/margin", market);
    if (market.depth) write_depth(writer, path + "/depth", *market.depth);
}

}  // namespace liq::market
