/// \file
/// What files of exchanges hold, as typed rows with their units. A series says what its rows count;
/// nothing is converted before that is known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "host/data/series_files.hpp"
#include "models/core/units.hpp"
#include "models/margin/contract.hpp"
#include "models/margin/maintenance_tiers.hpp"

namespace liq::data {

inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// What an amount is counted in.
enum class Unit : std::uint8_t { unknown, usd, coin, contracts };
inline constexpr char const* unit_words[] = {"unknown", "usd", "coin", "contracts"};

/// Whether the time of a row is the begin or the end of what it covers.
enum class Label : std::uint8_t { start, end };
inline constexpr char const* label_words[] = {"start", "end"};

/// How often a contract is in a count of open interest.
enum class Sides : std::uint8_t { unknown, one, both };

/// One candle. What is missing is NaN.
struct Candle {
    std::int64_t time = 0;  ///< label, Unix ms UTC
    std::int64_t end = 0;   ///< when it ended, where the file says so; else 0
    double open = missing, high = missing, low = missing, close = missing;  ///< quote currency
    double volume = missing;
    double turnover = missing;
    Row at;
    bool filled = false;  ///< no row of a file: it holds the close before it
};

struct Candles : SeriesFiles {
    std::vector<Candle> rows;
    Label label = Label::start;
    Unit volume_unit = Unit::unknown;    ///< of `volume`
    Unit turnover_unit = Unit::unknown;  ///< of `turnover`
};

/// Open interest at a time. At least one of the two is there.
struct OpenInterest {
    std::int64_t time = 0;  ///< when it was counted, Unix ms UTC
    double amount = missing;
    double value = missing;  ///< USD
    Row at;
};

struct OpenInterests : SeriesFiles {
    std::vector<OpenInterest> rows;
    Unit amount_unit = Unit::unknown;
    Sides sides = Sides::unknown;
};

/// What was traded near a price within an interval of time.
struct TradedAtPrice {
    std::int64_t time = 0;      ///< begin of the interval, Unix ms UTC
    double price = missing;     ///< quote currency
    double turnover = missing;  ///< quote currency
    /// The lowest and the highest price of the interval, or of it and of all that follow.
    double low = missing, high = missing;
    Row at;
};

struct VolumeProfile : SeriesFiles {
    std::vector<TradedAtPrice> rows;
};

/// In the order of `TierShape`.
inline constexpr char const* tier_shape_words[] = {"marginal", "flat"};

struct Tier {
    double floor = missing;         ///< lower end
    double cap = missing;           ///< upper end; NaN: none
    double rate = missing;          ///< of maintenance margin
    double amount = missing;        ///< that the venue deducts; NaN: not given
    double max_leverage = missing;  ///< NaN: not given
    Row at;
};

/// The tiers of one contract, ascending.
struct Tiers : SeriesFiles {
    std::vector<Tier> rows;
    Unit unit = Unit::unknown;       ///< of floor and cap
    std::optional<TierShape> shape;  ///< nothing: the files do not tell
};

/// An order book at a time: its levels, or what rests within distances of its middle.
struct DepthLevel {
    double price = missing;  ///< quote currency
    double size = missing;   ///< coin
};
struct DepthWithin {
    double distance = missing;  ///< fraction of the middle
    double bid = missing;       ///< USD, cumulative
    double ask = missing;       ///< USD, cumulative
};
struct Depth : SeriesFiles {
    std::int64_t time = 0;               ///< Unix ms UTC; 0: the file does not say
    std::vector<DepthLevel> bids, asks;  ///< best first
    std::vector<DepthWithin> within;
    double middle = missing;  ///< of the book, where the file tells
};

/// One forced order, as a position that was closed.
struct Liquidation {
    std::int64_t time = 0;        ///< Unix ms UTC
    Side side = Side::long_side;  ///< of the position
    double usd = missing;
    Row at;
};

struct Liquidations : SeriesFiles {
    std::vector<Liquidation> rows;
    std::string completeness;  ///< what the feed leaves out; empty: nothing that is known
    /// The row of an order or a trade by what names it, in feeds that may tell it again.
    std::unordered_map<std::string, std::size_t> told = {};
};

}  // namespace liq::data
