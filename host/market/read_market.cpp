#include "host/market/read_market.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>

#include "host/errors.hpp"
#include "host/market/axes.hpp"
#include "host/market/checks.hpp"
#include "host/market/market_bytes.hpp"
#include "host/market/plausibility.hpp"
#include "host/market/read_classes.hpp"
#include "host/market/read_draws.hpp"
#include "host/market/read_history.hpp"
#include "host/market/read_known_fuel.hpp"
#include "host/market/read_margin.hpp"
#include "host/market/unknown_objects.hpp"
#include "host/storage/input_file.hpp"
#include "host/storage/isolated.hpp"
#include "host/storage/reader.hpp"
#include "host/storage/sha256.hpp"
#include "host/words/utc_time.hpp"

namespace liq::market {
namespace {

constexpr std::array<char const*, n_sides> side_names{"long", "short"};
/// Prices outside of this range are in a wrong unit, and could overflow the engine's floats.
constexpr Range accepted_price{.low = 1e-12, .high = 1e15};

std::string required_text(storage::Reader const& file, std::string const& name,
                          std::string const& meaning) {
    auto const found = file.text("/", name);
    require(found.has_value(),
            file.place("/") + ": has no attribute " + name + " (" + meaning + ")");
    return *found;
}

std::string filled_text(storage::Reader const& file, std::string const& name,
                        std::string const& meaning) {
    std::string text = required_text(file, name, meaning);
    require(!text.empty(),
            file.place("/") + ": has an empty attribute " + name + " (" + meaning + ")");
    return text;
}

void require_known_layout(storage::Reader const& file) {
    std::string const type =
        required_text(file, "filetype", std::string("\"") + market_filetype + "\" is expected");
    require(type == market_filetype, file.place("/") + ": filetype = \"" + type +
                                         "\" is not a market snapshot (\"" + market_filetype +
                                         "\" is expected)");
    auto const version = file.attribute_numbers("/", "schema_version");
    std::string const expected =
        "two integers, major and minor, are expected: " + std::to_string(market_schema_major) +
        ", " + std::to_string(market_schema_minor);
    require(version.has_value(),
            file.place("/") + ": has no attribute schema_version (" + expected + ")");
    require(version->shape == std::vector<std::size_t>{2} && version->values[0] >= 0 &&
                version->values[0] == std::floor(version->values[0]),
            file.place("/") + ": schema_version is not valid (" + expected + ")");
    require(version->values[0] <= market_schema_major,
            file.place("/") + ": schema_version " +
                std::to_string(static_cast<long long>(std::min(version->values[0], 1e9))) +
                ".x is newer than this program, which reads " +
                std::to_string(market_schema_major) + ".x. Use a newer liqcascade?");
    require(version->values[0] == market_schema_major,
            file.place("/") + ": schema_version 0.x is not supported (" + expected + ")");
}

void read_attributes(storage::Reader const& file, Market& market) {
    require_known_layout(file);
    market.asset = filled_text(file, "asset", "the coin, such as BTC");
    market.quote = filled_text(file, "quote", "the currency of prices, such as USD");
    market.source = required_text(file, "source", "the origin of the data");
    market.license = required_text(file, "license", "the terms of use of the data");
    if (auto const stated = file.attribute_strings("/", "assumptions"))
        for (auto const& text : stated->values)
            market.assumptions += (market.assumptions.empty() ? "" : "\n") + text;
    market.as_of = filled_text(file, "as_of", "ISO 8601 UTC, such as 2025-06-05T21:00:00Z");
    require(words::parse_utc(market.as_of).has_value(),
            file.place("/") + ": as_of = \"" + market.as_of +
                "\" is not a time in UTC (ISO 8601, such as 2025-06-05T21:00:00Z)");
}

void read_spot(storage::Reader const& file, Market& market) {
    Dataset const spot{"/spot", "USD", ""};
    auto const values = read_shaped(file, spot, {});
    require_range(file, spot, values, {}, accepted_price);
    market.spot = values.front();
}

/// An optional dataset of this shape; empty where the file does not have it.
std::vector<double> read_optional(storage::Reader const& file, Dataset const& dataset,
                                  std::vector<std::size_t> const& shape, Range const& range) {
    if (!file.has(dataset.name)) return {};
    auto values = read_shaped(file, dataset, shape);
    require_range(file, dataset, values, shape, range);
    return values;
}

constexpr char const* open_interest = "/positions/open_interest";

void read_open_interest(storage::Reader const& file, Market& market) {
    Dataset const entry{"/positions/entry_price", "USD", "entry_price"};
    Dataset const leverage{"/positions/leverage", "1", "leverage"};
    market.entry_price = read_ascending(file, entry);
    require_range(file, entry, market.entry_price, {market.entry_price.size()}, accepted_price);
    market.leverage = read_ascending(file, leverage);
    require_range(file, leverage, market.leverage, {market.leverage.size()},
                  {.low = 0, .high = 1e6, .low_open = true});

    std::size_t const n_venues = market.venues.size();
    std::size_t const n_levers = market.leverage.size();
    Dataset const interest{open_interest, "USD", "side, venue, entry_price, leverage"};
    std::vector<std::size_t> const cells{n_sides, n_venues, market.entry_price.size(), n_levers};
    market.open_interest = read_shaped(file, interest, cells);
    require_range(file, interest, market.open_interest, cells, not_negative());

    market.position_notional =
        read_optional(file, {"/positions/position_notional", "USD", "side, venue, leverage"},
                      {n_sides, n_venues, n_levers}, not_negative());
    market.liquidatable_share =
        read_optional(file, {"/positions/liquidatable_share", "1", "side, venue"},
                      {n_sides, n_venues}, unit_interval());
}

void read_positions(storage::Reader const& file, Market& market) {
    require(file.has("/positions"),
            file.place("/positions") +
                ": is missing (the open interest by side, venue, entry price "
                "and leverage, or by liquidation price)");
    require_names(file, {"/positions/side", "", "side"}, {side_names.begin(), side_names.end()});
    for (auto& name : read_names(file, {"/positions/venue", "", "venue"}))
        market.venues.push_back({.name = std::move(name), .tiers = {}, .insurance_fund = {}});
    read_known_fuel(file, market);
    // A snapshot has either kind of positions, or both.
    if (!market.known || file.has(open_interest)) read_open_interest(file, market);
}

void read_depth(storage::Reader const& file, Market& market) {
    if (!file.has("/depth")) return;
    require_names(file, {"/depth/book_side", "", "book_side"}, {"bid", "ask"});
    Dataset const distance{"/depth/distance", "1", "distance"};
    DepthTable table;
    table.distance = read_ascending(file, distance);
    std::size_t const n = table.distance.size();
    require_range(file, distance, table.distance, {n},
                  {.low = 0, .high = 1, .low_open = true, .high_open = true});

    Dataset const notional{"/depth/notional", "USD", "book_side, distance"};
    std::vector<std::size_t> const shape{2, n};
    auto const values = read_shaped(file, notional, shape);
    require_range(file, notional, values, shape, positive());
    for (std::size_t i = 0; i < values.size(); ++i)
        if (i % n > 0 && values[i] <= values[i - 1])
            refuse_element(
                file, notional, shape, i, values[i],
                "is not above the value at the next smaller distance (depth is cumulative and "
                "strictly increasing)");
    auto const middle = values.begin() + static_cast<std::ptrdiff_t>(n);
    table.bid.assign(values.begin(), middle);
    table.ask.assign(middle, values.end());
    market.depth = std::move(table);
}

/// Adds at most one warning of axes without names that could be exchanged.
void warn_of_axes(storage::Reader const& file, Market& market) {
    std::size_t const n_venues = market.venues.size(), n_levers = market.leverage.size();
    std::pair<Dataset, std::vector<std::size_t>> const tables[] = {
        {{"/positions/open_interest", "USD", "side, venue, entry_price, leverage"},
         {n_sides, n_venues, market.entry_price.size(), n_levers}},
        {{"/positions/position_notional", "USD", "side, venue, leverage"},
         {n_sides, n_venues, n_levers}},
        {{"/positions/liquidatable_share", "1", "side, venue"}, {n_sides, n_venues}},
        {{"/positions/liquidation/notional", "USD", "side, venue, price"},
         {n_sides, n_venues, market.known ? market.known->price.size() : 0}},
        {{"/book/target", "1", "side, class"}, {n_sides, market.n_classes()}},
        {{"/margin/notional_cap", "USD", "venue, tier"},
         file.numbers("/margin/notional_cap").shape},
        {{"/depth/notional", "USD", "book_side, distance"},
         {2, market.depth ? market.depth->distance.size() : 0}},
    };
    for (auto const& [dataset, shape] : tables) {
        if (!file.has(dataset.name)) continue;
        auto warning = warning_of_axes(file, dataset, shape);
        if (!warning) continue;
        market.warnings.push_back(std::move(*warning));
        return;
    }
}

Market read_every_object(storage::Reader const& file) {
    Market market;
    read_attributes(file, market);
    read_spot(file, market);
    read_positions(file, market);
    read_classes(file, market);
    read_draws(file, market);
    read_margin(file, market);
    read_depth(file, market);
    read_history(file, market);
    warn_of_axes(file, market);
    for (auto& warning : unknown_objects(file)) market.warnings.push_back(std::move(warning));
    return market;
}

/// The market in a file of these bytes, with their digest, as the text of `bytes_of`.
std::string packed(std::filesystem::path const& path, std::string bytes) {
    std::string const sha256 = storage::sha256_of_text(bytes);
    Market market = read_every_object(storage::Reader(path, std::move(bytes)));
    market.sha256 = sha256;
    return bytes_of(market);
}

void add_plausibility_warnings(Market& market) {
    for (auto& warning : plausibility_warnings(market))
        market.warnings.push_back(std::move(warning));
}

}  // namespace

Market read_market(std::filesystem::path const& path) {
    storage::InputFile const file(path);
    if (file.size() <= largest_embedded_market)
        return read_market(path, std::make_shared<std::string const>(file.bytes()));
    Market market = market_of(
        storage::in_child_process(path, file.size(), [&] { return packed(path, file.bytes()); }));
    market.path = path;
    add_plausibility_warnings(market);
    return market;
}

Market read_market(std::filesystem::path const& path, std::shared_ptr<std::string const> bytes) {
    Market market = market_of(
        storage::in_child_process(path, bytes->size(), [&] { return packed(path, *bytes); }));
    market.path = path;
    market.bytes = std::move(bytes);
    add_plausibility_warnings(market);
    return market;
}

}  // namespace liq::market
