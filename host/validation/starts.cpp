#include "host/validation/starts.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "host/errors.hpp"
#include "host/words/counts.hpp"
#include "host/words/utc_time.hpp"
#include "models/core/units.hpp"

namespace liq::validation {
namespace {

/// The first of January that has `years_before` years of history before it [Unix s].
std::int64_t default_from(PriceHistory const& history) {
    using namespace std::chrono;
    sys_days const begin{days(history.time(0) / seconds_per_day)};
    year_month_day const date{begin};
    bool const whole_year = date.month() == January && date.day() == day(1);
    year const first = date.year() + years(years_before + (whole_year ? 0 : 1));
    return sys_days(first / January / 1).time_since_epoch().count() * seconds_per_day;
}

std::string in_words(std::int64_t time) {
    return words::iso_utc(time).substr(0, 10);
}

std::string were_left_out(std::size_t n) {
    return words::counted(n, "start") + (n == 1 ? " was" : " were") + " left out";
}

/// Starts that are usable, of which only some have an implied volatility.
struct Usable {
    std::vector<std::size_t> days;
    std::size_t n_before = 0, n_within = 0, n_after = 0;  ///< without an implied volatility

    [[nodiscard]] std::size_t n_unknown() const { return n_before + n_within + n_after; }
    void leave_out(std::int64_t time, ImpliedVolatility const& implied) {
        ++(time < implied.first() ? n_before : time > implied.last() ? n_after : n_within);
    }
};

/// Such as "before 2022-11-08", or "10 before 2024-07-29, 43 after 2024-09-07".
std::string where_unknown(Usable const& usable, ImpliedVolatility const& implied) {
    std::string text;
    auto const add = [&](std::size_t n, std::string const& where) {
        if (n == usable.n_unknown())
            text = where;
        else if (n > 0)
            text += (text.empty() ? "" : ", ") + words::whole(n) + " " + where;
    };
    add(usable.n_before, "before " + in_words(implied.first()));
    add(usable.n_within, "where a day is missing in it");
    add(usable.n_after, "after " + in_words(implied.last()));
    return text;
}

/// The first and the last time of a start that is asked for [Unix s].
struct Range {
    std::int64_t from, to;
};

Range range_of(BacktestSettings const& asked, PriceHistory const& history) {
    auto const longest = static_cast<std::int64_t>(asked.horizons.back());
    std::int64_t const last = history.time(history.n_days()) - longest * seconds_per_day;
    return {asked.from.value_or(default_from(history)), std::min(asked.to.value_or(last), last)};
}

void require_some(std::vector<std::size_t> const& days, Range const& range,
                  BacktestSettings const& asked, PriceHistory const& history) {
    require(!days.empty(),
            asked.history.files.front() + ": no start from " + words::iso_utc(range.from) + " to " +
                words::iso_utc(range.to) + " has " + std::to_string(asked.horizons.back()) +
                " d of history behind it and all that it needs before it; the history is from " +
                words::iso_utc(history.time(0)) + " to " +
                words::iso_utc(history.time(history.n_days())) +
                ". State another --from, --to or --horizon?");
}

Usable usable_starts(BacktestSettings const& asked, PriceHistory const& history,
                     ImpliedVolatility const* implied, std::vector<std::string>& notes) {
    Range const range = range_of(asked, history);
    std::vector<std::size_t> days;
    std::size_t n_left_out = 0;
    for (std::int64_t day = std::max<std::int64_t>(0, history.day_at(range.from));
         day <= history.day_at(range.to); ++day) {
        auto const at = static_cast<std::size_t>(day);
        if (history.usable(at, asked.horizons.back()))
            days.push_back(at);
        else
            ++n_left_out;
    }
    require_some(days, range, asked, history);
    if (n_left_out > 0)
        notes.push_back(were_left_out(n_left_out) +
                        ", for want of a day that lacks no more than a quarter of its candles");
    Usable usable;
    for (std::size_t const day : days) {
        if (implied != nullptr && !implied->knows(history.time(day)))
            usable.leave_out(history.time(day), *implied);
        else
            usable.days.push_back(day);
    }
    return usable;
}

/// As many of the starts, evenly spread from the first to the last one.
std::vector<std::size_t> spread(std::vector<std::size_t> const& days, std::size_t n) {
    std::vector<std::size_t> some;
    std::size_t const gaps = std::max<std::size_t>(1, n - 1);
    for (std::size_t i = 0; i < n; ++i)
        some.push_back(days[(2 * i * (days.size() - 1) + gaps) / (2 * gaps)]);
    return some;
}

}  // namespace

ChosenStarts choose_starts(BacktestSettings const& asked, PriceHistory const& history,
                           ImpliedVolatility const* implied, std::vector<std::string>& notes) {
    Usable const usable = usable_starts(asked, history, implied, notes);
    if (usable.n_unknown() > 0) {
        std::string const why = implied->file() + " has no value of the day before them (" +
                                where_unknown(usable, *implied) + ")";
        require(!usable.days.empty(),
                "no start has an implied volatility: " + why + ". State another --from or --to?");
        notes.push_back(
            were_left_out(usable.n_unknown()) + ", because " + why +
            ": all models are compared on the " + words::counted(usable.days.size(), "start") +
            " for which it has one, from " + in_words(history.time(usable.days.front())) + " on");
    }
    std::size_t const n_daily = usable.days.size();
    if (asked.engine.scenario.empty()) return {usable.days, n_daily};
    std::size_t const n =
        asked.engine.starts.value_or(std::min(n_daily, EngineSettings::default_starts));
    require(n >= 1 && n <= n_daily, "--starts " + std::to_string(n) + ": there are " +
                                        words::counted(n_daily, "start") + " from " +
                                        in_words(history.time(usable.days.front())) + " to " +
                                        in_words(history.time(usable.days.back())) +
                                        "; accepted: 1 to " + std::to_string(n_daily));
    return {spread(usable.days, n), n_daily};
}

std::size_t block_of_starts(std::vector<std::int64_t> const& starts, std::size_t days) {
    if (starts.size() < 2) return days;
    double const between = static_cast<double>(starts.back() - starts.front()) / seconds_per_day /
                           static_cast<double>(starts.size() - 1);
    return std::max<std::size_t>(
        1, static_cast<std::size_t>(std::lround(static_cast<double>(days) / between)));
}

}  // namespace liq::validation
