#include "host/market/plausibility.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>

#include "host/words/numbers.hpp"
#include "host/words/printable.hpp"
#include "host/words/utc_time.hpp"

namespace liq::market {
namespace {

constexpr double seconds_a_day = 86'400;
/// Largest difference of longs and shorts without a warning, as a share: every contract has a long
/// and a short.
constexpr double accepted_difference = 0.01;
/// Largest time by which the clock of another machine may be ahead without a warning [s].
constexpr std::int64_t accepted_clock_error = 60;

struct Bounds {
    double low, high;
    [[nodiscard]] bool hold(double ratio) const { return ratio >= low && ratio <= high; }
};
constexpr Bounds spot_to_entries{0.2, 5};
constexpr Bounds spot_to_close{0.5, 2};
constexpr Bounds interest_to_volume{5e-3, 1e3};
constexpr Bounds depth_to_interest{2e-5, 5};
constexpr Bounds depth_to_volume{5e-5, 5};
constexpr Bounds bids_to_asks{0.05, 20};
constexpr Bounds interest_to_history{0.1, 10};

std::string usd(double value) {
    return (value >= 1000 ? words::dollars(value) : words::price_in_words(value)) + " USD";
}
std::string price(double value) {
    return words::price_in_words(value) + " USD";
}
std::string times(double ratio) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3g", ratio);
    return text.data();
}

/// The open interest of one side at one venue.
struct Amounts {
    double usd = 0;    ///< value at entry
    double coins = 0;  ///< meaningful for linear contracts
};

Amounts amounts(Market const& market, Side side, std::size_t venue) {
    Amounts sum;
    for (std::size_t e = 0; e < market.entry_price.size(); ++e)
        for (std::size_t l = 0; l < market.leverage.size(); ++l) {
            double const interest = market.open_interest_at(side, venue, e, l);
            sum.usd += interest;
            sum.coins += interest / market.entry_price[e];
        }
    return sum;
}

bool differ(double a, double b) {
    return std::abs(a - b) > accepted_difference * std::max(a, b);
}

std::string length_text(std::int64_t seconds) {
    if (seconds % 86'400 == 0) return std::to_string(seconds / 86'400) + " d";
    if (seconds % 3600 == 0) return std::to_string(seconds / 3600) + " h";
    if (seconds % 60 == 0) return std::to_string(seconds / 60) + " min";
    return std::to_string(seconds) + " s";
}

class PlausibilityChecks {
  public:
    explicit PlausibilityChecks(Market const& market) : market_(market) {
        for (std::size_t v = 0; v < market.venues.size(); ++v)
            for (Side const side : {Side::long_side, Side::short_side})
                interest_ += market.total_of(side, v) / 2;
        volume_ = daily_volume();
        depth_ = depth_at_one_percent();
    }

    std::vector<std::string> all() {
        quote();
        candles_after_as_of();
        sides();
        spot();
        sizes();
        return std::move(warnings_);
    }

  private:
    void add(std::string const& what) {
        warnings_.push_back(market_.path.filename().string() + ": " + what);
    }

    void quote() {
        constexpr std::array dollars{"USD",  "USDT", "USDC", "FDUSD", "BUSD", "TUSD",
                                     "USDP", "DAI",  "USDE", "PYUSD", "USD1", "RLUSD"};
        if (std::ranges::find(dollars, market_.quote) != dollars.end()) return;
        add("/: quote = \"" + words::printable(market_.quote) +
            "\" is not a known US dollar or dollar coin; every price and amount of the snapshot is "
            "read as USD, the unit of a scenario");
    }

    void candles_after_as_of() {
        auto const as_of = words::parse_utc(market_.as_of);
        if (!market_.history || !as_of) return;
        auto const& time = market_.history->time;
        auto const length = length_of_candles(*market_.history).value_or(1);
        auto const later = time.end() - std::ranges::upper_bound(time, *as_of - length);
        if (later == 0) return;
        auto const begun = time.end() - std::ranges::lower_bound(time, *as_of);
        add("/history/time: " + std::to_string(later) + " of " + std::to_string(time.size()) +
            " candles end after as_of = " + words::printable(market_.as_of) +
            (length > 1 ? " (a candle lasts " + length_text(length) + ")" : "") +
            (begun > 0 ? ", " + std::to_string(begun) + " begin at that time or later" : "") +
            "; price.model = \"bootstrap\" uses them too. The time of a candle is its start. Does "
            "the file have the end instead?");
    }

    void sides() {
        std::string text;
        double longs = 0, shorts = 0;
        for (std::size_t v = 0; v < market_.venues.size(); ++v) {
            Amounts const a = amounts(market_, Side::long_side, v);
            Amounts const b = amounts(market_, Side::short_side, v);
            longs += a.usd;
            shorts += b.usd;
            bool const linear = market_.venues[v].contract == Contract::linear;
            if (!differ(a.usd, b.usd) || (linear && !differ(a.coins, b.coins))) continue;
            if (text.size() < 300)
                text += (text.empty() ? "" : "; ") + std::string("at \"") +
                        words::printable(market_.venues[v].name) + "\" " + usd(a.usd) +
                        " of longs and " + usd(b.usd) + " of shorts";
        }
        if (text.empty()) return;
        add("/positions/open_interest: longs and shorts are not equal: " + text + "; in total " +
            usd(longs) + " and " + usd(shorts) +
            ". Every contract has a long and a short. Is a part of one side missing, or in the "
            "file twice?");
    }

    void spot() {
        double logs = 0, weight = 0;
        for (std::size_t v = 0; v < market_.venues.size(); ++v)
            for (std::size_t e = 0; e < market_.entry_price.size(); ++e)
                for (std::size_t l = 0; l < market_.leverage.size(); ++l)
                    for (Side const side : {Side::long_side, Side::short_side}) {
                        double const interest = market_.open_interest_at(side, v, e, l);
                        logs += interest * std::log(market_.entry_price[e]);
                        weight += interest;
                    }
        if (weight > 0) {
            double const entry = std::exp(logs / weight);
            if (!spot_to_entries.hold(market_.spot / entry))
                add("/spot = " + price(market_.spot) + " is " + times(market_.spot / entry) +
                    " times the mean of /positions/entry_price, " + price(entry) +
                    ". Is one of them in another unit?");
        }
        if (!market_.history) return;
        double const close = market_.history->close.back();
        if (!spot_to_close.hold(market_.spot / close))
            add("/spot = " + price(market_.spot) + " is " + times(market_.spot / close) +
                " times the last /history/close, " + price(close) +
                ". Is one of them in another unit, or of another coin?");
    }

    /// The mean volume [USD per day] of the last 30 days of the history; nothing where it has no
    /// volume.
    [[nodiscard]] std::optional<double> daily_volume() const {
        if (!market_.history || market_.history->volume.empty()) return std::nullopt;
        History const& h = *market_.history;
        auto const length = length_of_candles(h);
        if (!length) return std::nullopt;
        auto const since = h.time.back() - static_cast<std::int64_t>(30 * seconds_a_day);
        double traded = 0, seconds = 0;
        for (std::size_t i = h.time.size(); i-- > 0 && h.time[i] > since;) {
            traded += h.volume[i] * h.close[i];
            seconds += static_cast<double>(*length);
        }
        return traded > 0 ? std::optional(traded / seconds * seconds_a_day) : std::nullopt;
    }

    /// What a side of the order book holds within 1 % of spot [USD]. It is scaled in proportion
    /// from the distance in the table that is closest to 1 %.
    [[nodiscard]] double within_one_percent(std::vector<double> const& side) const {
        auto const& distance = market_.depth->distance;
        auto const away = [](double x) { return std::abs(std::log(x / 0.01)); };
        auto const nearest = std::ranges::min_element(distance, {}, away);
        auto const i = static_cast<std::size_t>(nearest - distance.begin());
        return side[i] * 0.01 / *nearest;
    }

    /// The mean of both sides.
    [[nodiscard]] std::optional<double> depth_at_one_percent() const {
        if (!market_.depth) return std::nullopt;
        return 0.5 *
               (within_one_percent(market_.depth->bid) + within_one_percent(market_.depth->ask));
    }

    void compare(std::string const& a_name, double a, std::string const& b_name, double b,
                 Bounds const& bounds) {
        if (a <= 0 || b <= 0 || bounds.hold(a / b)) return;
        add(a_name + " of " + usd(a) + " is " + times(a / b) + " times " + b_name + " of " +
            usd(b) + "; plausible are " + times(bounds.low) + " to " + times(bounds.high) +
            " times. Is one of them in thousands, in coins or in contracts?");
    }

    void sizes() {
        std::string const interest = "/positions/open_interest, the mean of both sides,";
        std::string const depth = "/depth/notional within 1 %";
        std::string const volume = "a day's /history/volume";
        if (volume_) compare(interest, interest_, volume, *volume_, interest_to_volume);
        if (depth_) compare(depth, *depth_, interest, interest_, depth_to_interest);
        if (depth_)
            compare(depth + " of bids", within_one_percent(market_.depth->bid), "that of asks",
                    within_one_percent(market_.depth->ask), bids_to_asks);
        if (depth_ && volume_) compare(depth, *depth_, volume, *volume_, depth_to_volume);
        if (market_.history && !market_.history->open_interest.empty())
            compare(interest, interest_, "the last /history/open_interest",
                    market_.history->open_interest.back(), interest_to_history);
    }

    Market const& market_;
    double interest_ = 0;  ///< open interest [USD], the mean of both sides
    std::optional<double> volume_, depth_;
    std::vector<std::string> warnings_;
};

}  // namespace

std::optional<std::int64_t> length_of_candles(History const& history) {
    std::vector<std::int64_t> steps;
    for (std::size_t i = 1; i < history.time.size(); ++i)
        steps.push_back(history.time[i] - history.time[i - 1]);
    if (steps.empty()) return std::nullopt;
    auto const middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
    std::ranges::nth_element(steps, middle);
    return *middle;
}

std::vector<std::string> plausibility_warnings(Market const& market) {
    return PlausibilityChecks(market).all();
}

std::optional<std::string> from_the_future(Market const& market, std::int64_t now) {
    auto const as_of = words::parse_utc(market.as_of);
    if (!as_of || *as_of <= now + accepted_clock_error) return std::nullopt;
    return "market: as_of of the snapshot is " + words::printable(market.as_of) +
           ", which is in the future: now is " + words::utc_text(now) +
           ". Is as_of written in local time?";
}

}  // namespace liq::market
