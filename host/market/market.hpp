/// \file
/// A market snapshot as typed data (host/interface.md, Market snapshot). The reader returns it
/// after every check has passed; planning makes the book of positions out of it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host/market/book_draws.hpp"
#include "host/market/known_fuel.hpp"
#include "models/core/units.hpp"
#include "models/margin/contract.hpp"
#include "models/margin/maintenance_tiers.hpp"

namespace liq::market {

struct Venue {
    std::string name;
    Contract contract = Contract::linear;
    /// By ascending cap; the last rate also applies above the last cap. Never empty.
    std::vector<MaintenanceTier> tiers;
    std::optional<double> insurance_fund = {};  ///< USD; absent: the fund has no limit
    TierShape shape = TierShape::marginal;
    TierMeasure measure = TierMeasure::value;
    /// [tier], highest leverage of a position in it; empty: not known.
    std::vector<double> max_leverage = {};

    /// Whether caps are in USD; else in coin.
    [[nodiscard]] bool caps_in_usd() const {
        return (contract == Contract::linear) == (measure == TierMeasure::value);
    }
    [[nodiscard]] TierTable table() const { return {tiers.data(), tiers.size(), shape, measure}; }
};

/// Cumulative resting depth by distance from the mid price; distances and depths are strictly
/// increasing.
struct DepthTable {
    std::vector<double> distance;  ///< fraction of the mid price
    std::vector<double> bid;       ///< USD
    std::vector<double> ask;       ///< USD
};

/// Candles of the past. An optional column is empty where the file does not have it.
struct History {
    std::vector<std::int64_t> time;              ///< Unix seconds UTC, start of the candle
    std::vector<double> open, high, low, close;  ///< USD
    std::vector<double> volume;                  ///< coin
    std::vector<double> open_interest;           ///< USD
    std::vector<double> funding_rate;            ///< 1
};

struct Market {
    std::filesystem::path path;
    std::string sha256;  ///< of the file, lower-case hex
    /// The bytes of the file, which reports embed. Null for a market that was not read from a file,
    /// and for a file of more than `largest_embedded_market` bytes (read_market.hpp).
    std::shared_ptr<std::string const> bytes;
    std::string asset, quote, as_of, source, license;
    std::string assumptions;  ///< what the snapshot rests on, in words; empty: not said
    double spot = 0;          ///< USD

    std::vector<Venue> venues;
    /// Ascending [USD], [1]. Both are empty where every position is in `known`.
    std::vector<double> entry_price, leverage;

    /// [side][venue][entry][leverage], USD at entry (inverse contracts: face value in USD); sides
    /// in the order of `Side`.
    std::vector<double> open_interest;
    /// [side][venue][leverage], USD (inverse: coin); empty: every position is in the first tier.
    std::vector<double> position_notional;
    /// [side][venue]; empty: 1 everywhere.
    std::vector<double> liquidatable_share;
    /// Of each leverage the number of its class, from 0; each number up to the highest is used.
    /// Empty: the snapshot names no classes, and what it says of a living book is of all positions.
    std::vector<int> leverage_class;
    /// [class], s, infinite: never; empty: the snapshot does not say how long positions are held.
    std::vector<double> turnover;
    /// [side][class], of the fuel at the start; empty: 1 everywhere.
    std::vector<double> target;
    std::optional<KnownFuel> known;

    std::optional<BookDraws> draws;
    std::optional<DepthTable> depth;
    std::optional<History> history;
    std::vector<std::string> warnings;

    [[nodiscard]] std::size_t n_classes() const {
        if (leverage_class.empty()) return 1;
        return static_cast<std::size_t>(*std::ranges::max_element(leverage_class)) + 1;
    }
    [[nodiscard]] std::size_t class_of(std::size_t lever) const {
        return leverage_class.empty() ? 0 : static_cast<std::size_t>(leverage_class[lever]);
    }
    [[nodiscard]] double target_at(Side side, std::size_t of_class) const {
        if (target.empty()) return 1.0;
        return target[static_cast<std::size_t>(side) * n_classes() + of_class];
    }
    [[nodiscard]] double open_interest_at(Side side, std::size_t venue, std::size_t entry,
                                          std::size_t lever) const {
        auto const s = static_cast<std::size_t>(side);
        return open_interest[((s * venues.size() + venue) * entry_price.size() + entry) *
                                 leverage.size() +
                             lever];
    }
    /// What is open of a side at a venue, whatever it is known by [USD].
    [[nodiscard]] double total_of(Side side, std::size_t venue) const {
        double sum = known ? known->total_of(side, venue, venues.size()) : 0.0;
        for (std::size_t e = 0; e < entry_price.size(); ++e)
            for (std::size_t l = 0; l < leverage.size(); ++l)
                sum += open_interest_at(side, venue, e, l);
        return sum;
    }
    /// Open interest of a side with this leverage, at all venues and entry prices [USD].
    [[nodiscard]] double open_interest_of_lever(Side side, std::size_t lever) const {
        double sum = 0;
        for (std::size_t v = 0; v < venues.size(); ++v)
            for (std::size_t e = 0; e < entry_price.size(); ++e)
                sum += open_interest_at(side, v, e, lever);
        return sum;
    }
    /// Typical size of a position [USD; inverse: coin]; nothing where the file does not have it, so
    /// that every position is in the first tier.
    [[nodiscard]] std::optional<double> position_notional_at(Side side, std::size_t venue,
                                                             std::size_t lever) const {
        if (position_notional.empty()) return std::nullopt;
        auto const s = static_cast<std::size_t>(side);
        return position_notional[(s * venues.size() + venue) * leverage.size() + lever];
    }
    [[nodiscard]] double liquidatable_share_at(Side side, std::size_t venue) const {
        if (liquidatable_share.empty()) return 1.0;
        return liquidatable_share[static_cast<std::size_t>(side) * venues.size() + venue];
    }
};

}  // namespace liq::market
