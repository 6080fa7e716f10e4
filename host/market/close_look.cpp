#include "host/market/close_look.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "host/market/plausibility.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"
#include "host/words/printable.hpp"
#include "host/words/utc_time.hpp"

namespace liq::market {
namespace {

/// Moves that need no candle to explain them, and distances beyond the traded range.
constexpr double accepted_distance = 0.01;
/// Share of the open interest that may have entered outside of the range of the history.
constexpr double accepted_share = 0.1;
/// A history has to be this long to say where positions can have entered [s].
constexpr std::int64_t long_history = 60 * std::int64_t{86'400};
/// The highest maintenance rate of a first tier: that of 2x at venues that take half of 1/leverage.
constexpr double highest_first_rate = 0.25;

std::string usd(double value) {
    return words::price_in_words(value) + " USD";
}

class CloseLook {
  public:
    explicit CloseLook(Market const& market) : market_(market) {}

    std::vector<std::string> all() {
        if (market_.history)
            if (auto const length = length_of_candles(*market_.history)) look_at_history(*length);
        for (std::size_t v = 0; v < market_.venues.size(); ++v) {
            look_at_tiers(v);
            look_at_leverages(v);
        }
        return std::move(warnings_);
    }

  private:
    void add(std::string const& what) {
        warnings_.push_back(market_.path.filename().string() + ": " + what);
    }

    void look_at_history(std::int64_t length) {
        grid(length);
        if (auto const as_of = words::parse_utc(market_.as_of)) last_candle(length, *as_of);
        entries(length);
    }

    void grid(std::int64_t length) {
        auto const& time = market_.history->time;
        std::size_t n_missing = 0, n_off = 0;
        std::optional<std::int64_t> first_missing, first_off;
        for (std::size_t i = 1; i < time.size(); ++i) {
            if ((time[i] - time.front()) % length != 0) {
                ++n_off;
                if (!first_off) first_off = time[i];
            }
            std::int64_t const step = time[i] - time[i - 1];
            if (step <= length) continue;
            n_missing += static_cast<std::size_t>((step - 1) / length);
            if (!first_missing) first_missing = time[i - 1] + length;
        }
        std::string const each =
            " (a candle lasts " + words::duration(static_cast<double>(length)) + ")";
        if (n_missing > 0)
            add("/history/time: " +
                words::counted(n_missing, "candle is missing", "candles are missing") + ", from " +
                words::utc_text(*first_missing) + " on" + each);
        if (n_off > 0)
            add("/history/time: " +
                words::counted(n_off, "candle stands off the grid of the first one",
                               "candles stand off the grid of the first one") +
                ", as that of " + words::utc_text(*first_off) + each);
    }

    void last_candle(std::int64_t length, std::int64_t as_of) {
        auto const& past = *market_.history;
        std::int64_t const end = past.time.back() + length, late = as_of - end;
        if (late > length)
            add("/history/time: the candles end at " + words::utc_text(end) + ", " +
                words::duration(static_cast<double>(late)) + " before as_of");
        if (late < 0 || late > length) return;
        double most = accepted_distance;
        for (std::size_t i = past.time.size() - std::min<std::size_t>(past.time.size(), 30);
             i < past.time.size(); ++i)
            most = std::max(most, std::log(past.high[i] / past.low[i]));
        double const move = std::log(market_.spot / past.close.back());
        if (std::abs(move) > most)
            add("/spot = " + usd(market_.spot) + " is " + words::signed_percent(std::expm1(move)) +
                " away from the last /history/close, " + usd(past.close.back()) +
                ", which is more than 1 % and than any of the last candles spans. Is one of them "
                "of "
                "another time or another venue?");
    }

    void entries(std::int64_t length) {
        auto const& past = *market_.history;
        if (past.time.back() + length - past.time.front() < long_history) return;
        double const low = std::ranges::min(past.low) * (1 - accepted_distance);
        double const high = std::ranges::max(past.high) * (1 + accepted_distance);
        double inside = 0, outside = 0;
        for (std::size_t e = 0; e < market_.entry_price.size(); ++e) {
            double const price = market_.entry_price[e];
            double& sum = price < low || price > high ? outside : inside;
            for (Side const side : {Side::long_side, Side::short_side})
                for (std::size_t v = 0; v < market_.venues.size(); ++v)
                    for (std::size_t l = 0; l < market_.leverage.size(); ++l)
                        sum += market_.open_interest_at(side, v, e, l);
        }
        if (outside <= accepted_share * (inside + outside)) return;
        add("/positions/entry_price: " + words::percent(outside / (inside + outside)) +
            " of the open interest entered below " + usd(low) + " or above " + usd(high) +
            ", where nothing was traded in the " + words::whole(past.time.size()) +
            " candles of /history. Are entries in another unit, or of another coin?");
    }

    void look_at_tiers(std::size_t v) {
        Venue const& venue = market_.venues[v];
        std::string const name = "\"" + words::printable(venue.name) + "\"";
        MaintenanceTier const& first = venue.tiers.front();
        if (first.rate > highest_first_rate)
            add("/margin/maintenance_rate: " + words::percent(first.rate) +
                " in the first tier of " + name +
                " leaves no leverage of 4. Are rates in percent?");
        double const open =
            market_.total_of(Side::long_side, v) + market_.total_of(Side::short_side, v);
        double const cap = first.cap * (venue.caps_in_usd() ? 1 : market_.spot);
        if (venue.tiers.size() > 1 && open > 0 && cap > open)
            add("/margin/notional_cap: the first tier of " + name + " ends at " +
                words::money(cap) + ", above all that is open there, " + words::money(open) +
                ". Are caps in another unit?");
    }

    void look_at_leverages(std::size_t v) {
        Venue const& venue = market_.venues[v];
        auto const& allowed = venue.max_leverage;
        if (allowed.empty()) return;
        std::string const name = "\"" + words::printable(venue.name) + "\"";
        for (std::size_t t = 0; t < allowed.size(); ++t) {
            std::string const which = " in tier " + std::to_string(t + 1) + " of " + name;
            if (allowed[t] * venue.tiers[t].rate >= 1)
                return add("/margin/max_leverage: " + words::plain(allowed[t]) + which +
                           " leaves a margin below the maintenance rate of " +
                           words::percent(venue.tiers[t].rate) +
                           ", so that a position is liquidated as it is opened");
            if (t > 0 && allowed[t] > allowed[t - 1])
                return add("/margin/max_leverage: " + words::plain(allowed[t]) + which +
                           " is above that of the tier before it. Are tiers in another order?");
        }
        double above = 0;
        for (std::size_t l = 0; l < market_.leverage.size(); ++l)
            if (market_.leverage[l] > allowed.front() * (1 + accepted_distance))
                for (Side const side : {Side::long_side, Side::short_side})
                    for (std::size_t e = 0; e < market_.entry_price.size(); ++e)
                        above += market_.open_interest_at(side, v, e, l);
        if (above > 0)
            add("/positions/open_interest: " + words::money(above) + " at " + name +
                " have more leverage than the " + words::plain(allowed.front()) +
                " that it allows at most");
    }

    Market const& market_;
    std::vector<std::string> warnings_;
};

}  // namespace

std::vector<std::string> close_look(Market const& market) {
    return CloseLook(market).all();
}

}  // namespace liq::market
