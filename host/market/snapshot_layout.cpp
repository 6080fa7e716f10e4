#include "host/market/snapshot_layout.hpp"

#include <array>

namespace liq::market {
namespace {

constexpr Range any{}, price{.low = 1e-12, .high = 1e15},
    within_0_and_1{.low = 0, .high = 1, .low_open = true, .high_open = true};
constexpr bool required = true, optional = false;

// Path, attribute, type, axes, unit, range, whether it is in every snapshot, since 1.N, meaning.
constexpr auto objects = std::to_array<SnapshotObject>({
    {"/", "filetype", "text", "", "", any, required, 0, "\"liqcascade-market\""},
    {"/", "schema_version", "integer", "", "", any, required, 0,
     "layout: two integers, major and minor"},
    {"/", "asset", "text", "", "", any, required, 0, "the coin, such as BTC"},
    {"/", "quote", "text", "", "", any, required, 0, "the currency of prices, such as USD"},
    {"/", "as_of", "text", "", "", any, required, 0,
     "moment of the snapshot, ISO 8601 UTC, such as 2025-06-05T21:00:00Z"},
    {"/", "source", "text", "", "", any, required, 0, "origin of the data; may be empty"},
    {"/", "license", "text", "", "", any, required, 0, "terms of use of the data; may be empty"},
    {"/", "assumptions", "text", "", "", any, optional, 1,
     "optional: what the snapshot rests on, in words; stands in every report of it"},
    {"/", "made_of", "text", "", "", any, optional, 1,
     "optional: what each input was read as, a line each, for people"},
    {"/", "read_as", "text", "", "", any, optional, 1,
     "optional: the same as JSON, the list that `market build --json` prints"},
    {"/", "recipe", "text", "", "", any, optional, 1, "optional: name of the recipe"},
    {"/", "recipe_sha256", "text", "", "", any, optional, 1, "optional: digest of the recipe"},
    {"/spot", "", "number", "", "USD", price, required, 0,
     "required: price of the coin at as_of; 1e-12 to 1e15"},
    {"/positions/side", "", "text", "side", "", any, required, 0,
     "required: sides of the positions: \"long\", \"short\""},
    {"/positions/venue", "", "text", "venue", "", any, required, 0,
     "required: names of the exchanges, each once"},
    {"/positions/entry_price", "", "number", "entry_price", "USD", price, optional, 0,
     "required with open_interest: prices at which positions were opened, ascending"},
    {"/positions/leverage",
     "",
     "number",
     "leverage",
     "1",
     {0, 1e6, true, false},
     optional,
     0,
     "required with open_interest: notional over margin at entry, ascending, above 0 and at most "
     "1e6"},
    {"/positions/open_interest", "", "number", "side, venue, entry_price, leverage",
     "USD at entry (inverse: size)", not_negative(), optional, 0,
     "required unless there is /positions/liquidation: positions of these entry prices and "
     "leverages, not negative"},
    {"/positions/position_notional", "", "number", "side, venue, leverage", "USD (inverse: coin)",
     not_negative(), optional, 0,
     "optional: typical size, chooses the margin tier; default: in the first tier"},
    {"/positions/liquidatable_share", "", "number", "side, venue", "1", unit_interval(), optional,
     0, "optional, 0 to 1, default 1: the rest is hedged, cross-margined or cleared elsewhere"},
    {"/positions/class", "", "integer", "leverage", "1", between(0, 7), optional, 1,
     "optional: class of each leverage in a living book, such as 0, 0, 1, 2; from 0 to at most 7, "
     "none left out; default: all are one class"},
    {"/positions/liquidation/price", "", "number", "price", "USD", price, optional, 1,
     "of positions that accounts hold: prices at which they are liquidated, ascending. Such "
     "positions may be beside /positions/open_interest or in its place"},
    {"/positions/liquidation/notional", "", "number", "side, venue, price",
     "USD at the liquidation price", not_negative(), optional, 1,
     "with /positions/liquidation: what is liquidated there, not negative"},
    {"/positions/liquidation/bankruptcy_price", "", "number", "side, venue, price", "USD",
     between(0, 1e15), optional, 1,
     "with /positions/liquidation: where nothing is left of the margin: not above the price for "
     "longs, not below it for shorts; looked at where there are positions"},
    {"/positions/liquidation/not_liquidatable", "", "number", "side, venue", "USD at spot",
     not_negative(), optional, 1, "optional: positions without a liquidation price"},
    {"/positions/liquidation",
     "coverage",
     "number",
     "",
     "1",
     {0, 1.1, true, false},
     optional,
     1,
     "optional: share of the venues' open interest that the accounts hold; stands in the head of "
     "reports"},
    {"/positions/draws/replay", "", "number", "replay", "days of mean volume", positive(), optional,
     1, "with /positions/draws: ascending; positions of leverage L turn over in this over L"},
    {"/positions/draws/weight", "", "number", "draw, side, leverage", "1", not_negative(), optional,
     1,
     "with /positions/draws, not negative: share of the open interest of the side, of each draw of "
     "an estimate"},
    {"/positions/draws/volume_days", "", "number", "draw, side", "days of mean volume", positive(),
     optional, 1, "with /positions/draws: the replay of the draw"},
    {"/positions/draws/open_interest", "", "number", "replay, side, venue, entry_price, leverage",
     "USD", not_negative(), optional, 1,
     "with /positions/draws: positions of a weight of 1; a draw's are its weights times those of "
     "its replay"},
    {"/book/class", "", "integer", "class", "1", any, optional, 1,
     "optional: the numbers 0, 1, ... in this order; another order is refused"},
    {"/book/turnover", "", "number", "class", "s", positive(), optional, 1,
     "optional: time in which 1 - 1/e of the class close by themselves, such as 345600, 21600; "
     "whole and above 0, or inf: never"},
    {"/book/target", "", "number", "side, class", "1", between(0, 100), optional, 1,
     "optional, 0 to 100, default 1: size that the class is held at, of its fuel at the start"},
    {"/margin/venue", "", "text", "venue", "", any, required, 0,
     "required: the same names in the same order"},
    {"/margin/tier", "", "integer", "tier", "1", any, optional, 0,
     "optional, for xarray: the numbers of the tiers; not read"},
    {"/margin/notional_cap", "", "number", "venue, tier", "USD (inverse: coin)", positive(),
     required, 0,
     "required: largest notional of the tier, ascending; NaN for unused tiers at the end. Above "
     "the last cap the last tier goes on"},
    {"/margin/maintenance_rate", "", "number", "venue, tier", "1", within_0_and_1, required, 0,
     "required: maintenance margin over notional, between 0 and 1; NaN where the cap is"},
    {"/margin/contract", "", "text", "venue", "", any, optional, 0,
     "optional: kind of contract, \"linear\" (default) or \"inverse\""},
    {"/margin/shape", "", "text", "venue", "", any, optional, 1,
     "optional: how rates apply, \"marginal\" (default: each part of a position pays the rate of "
     "its tier) or \"flat\" (the whole position pays that of the tier it is in)"},
    {"/margin/cap_unit", "", "text", "venue", "", any, optional, 1,
     "optional: what caps count, \"usd\", \"coin\" or \"contracts\"; default: linear usd, inverse "
     "coin. Caps in the other unit, or in contracts, count the size of a position, which does not "
     "change with the price"},
    {"/margin/contract_size", "", "number", "venue", "", positive(), optional, 1,
     "with contracts: size of one, linear: coin, inverse: USD"},
    {"/margin/max_leverage", "", "number", "venue, tier", "1", positive(), optional, 1,
     "optional: highest leverage of a position in the tier, above which a [[position]] is refused; "
     "NaN for unused tiers, and for a venue of which it is not known"},
    {"/margin/insurance_fund", "", "number", "venue", "USD", not_negative(), optional, 0,
     "optional: money that pays for losses beyond margins; default: no limit"},
    {"/depth/book_side", "", "text", "book_side", "", any, optional, 0,
     "with /depth: sides of the order book: \"bid\", \"ask\""},
    {"/depth/distance", "", "number", "distance", "1", within_0_and_1, optional, 0,
     "with /depth: fraction of the mid, ascending, between 0 and 1; at most 64 of them for "
     "impact.depth = \"market\""},
    {"/depth/notional", "", "number", "book_side, distance", "USD", positive(), optional, 0,
     "with /depth: orders from the mid to the distance, cumulative, ascending, above 0"},
    {"/history/time", "", "number", "time", "CF time", any, optional, 0,
     "with /history: begin of the candle; integers or floats, seconds since 1970-01-01 if it has "
     "no units; strictly ascending"},
    {"/history/open", "", "number", "time", "USD", positive(), optional, 0,
     "with /history: first price of the candle"},
    {"/history/high", "", "number", "time", "USD", positive(), optional, 0,
     "with /history: highest price"},
    {"/history/low", "", "number", "time", "USD", positive(), optional, 0,
     "with /history: lowest price"},
    {"/history/close", "", "number", "time", "USD", positive(), optional, 0,
     "with /history: last price"},
    {"/history/volume", "", "number", "time", "coin", not_negative(), optional, 0,
     "optional: trading of the candle"},
    {"/history/open_interest", "", "number", "time", "USD", not_negative(), optional, 0,
     "optional: open interest at the time"},
    {"/history/funding_rate", "", "number", "time", "1", any, optional, 0,
     "optional: what longs pay shorts, of the notional"},
});

}  // namespace

std::span<SnapshotObject const> snapshot_layout() {
    return objects;
}

}  // namespace liq::market
