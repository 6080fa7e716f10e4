#include "host/validation/backtest.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "host/errors.hpp"
#include "host/storage/sha256.hpp"
#include "host/validation/evaluate.hpp"
#include "host/words/counts.hpp"
#include "host/words/utc_time.hpp"
#include "host/words/values.hpp"
#include "models/core/units.hpp"

namespace liq::validation {
namespace {

/// Widest accepted race, the sum of its log distances.
constexpr double widest_race = 5;

/// The first of January that has `years_before` years of history before it [Unix s].
std::int64_t default_from(PriceHistory const& history) {
    using namespace std::chrono;
    sys_days const begin{days(history.time(0) / seconds_per_day)};
    year_month_day const date{begin};
    bool const whole_year = date.month() == January && date.day() == day(1);
    year const first = date.year() + years(years_before + (whole_year ? 0 : 1));
    return sys_days(first / January / 1).time_since_epoch().count() * seconds_per_day;
}

/// Which days are starts: those that are usable for the longest horizon.
class Starts {
  public:
    Starts(BacktestSettings const& asked, PriceHistory const& history,
           ImpliedVolatility const* implied)
        : asked_(asked), history_(history), implied_(implied), longest_(asked.horizons.back()) {}

    std::vector<std::size_t> days(std::vector<std::string>& notes) const {
        std::int64_t const from = first(), to = last();
        std::vector<std::size_t> starts;
        std::size_t n_left_out = 0;
        for (std::int64_t day = std::max<std::int64_t>(0, history_.day_at(from));
             day <= history_.day_at(to); ++day) {
            auto const at = static_cast<std::size_t>(day);
            if (history_.usable(at, longest_))
                starts.push_back(at);
            else
                ++n_left_out;
        }
        require(
            !starts.empty(),
            asked_.history.files.front() + ": no start from " + words::iso_utc(from) + " to " +
                words::iso_utc(to) + " has " + std::to_string(longest_) +
                " d of history behind it and all that it needs before it; the history is from " +
                words::iso_utc(history_.time(0)) + " to " +
                words::iso_utc(history_.time(history_.n_days())) +
                ". State another --from, --to or --horizon?");
        if (n_left_out > 0)
            notes.push_back(words::counted(n_left_out, "start") +
                            (n_left_out == 1 ? " was" : " were") +
                            " left out, for want of a day that lacks no more than a quarter of its "
                            "candles");
        return starts;
    }

  private:
    [[nodiscard]] std::int64_t first() const {
        if (asked_.from) return *asked_.from;
        std::int64_t const from = default_from(history_);
        return implied_ == nullptr ? from : std::max(from, implied_->first());
    }
    /// All horizons have the same starts.
    [[nodiscard]] std::int64_t last() const {
        std::int64_t last = history_.time(history_.n_days()) -
                            static_cast<std::int64_t>(longest_) * seconds_per_day;
        if (implied_ != nullptr && !asked_.to) last = std::min(last, implied_->last());
        return asked_.to ? std::min(*asked_.to, last) : last;
    }

    BacktestSettings const& asked_;
    PriceHistory const& history_;
    ImpliedVolatility const* implied_;
    std::size_t longest_;
};

void check(BacktestSettings const& asked) {
    for (double const move : asked.moves)
        require(move > 0 && move < 1,
                "--touch " + words::plain_number(100 * move) + " % is not between 0 and 100 %");
    require(asked.up > 0 && asked.down > 0 && asked.up + asked.down <= widest_race,
            "--race " + words::plain_number(asked.up) + " " + words::plain_number(asked.down) +
                ": both log distances are positive, and their sum is at most " +
                words::plain_number(widest_race));
    for (auto const& time : {asked.from, asked.to, asked.history_from})
        require(!time || *time % seconds_per_day == 0,
                words::iso_utc(time.value_or(0)) + " is not a midnight in UTC");
    require(!asked.horizons.empty() && asked.horizons.front() > 0,
            "--horizon: a horizon has at least 1 d");
    require(std::ranges::adjacent_find(asked.horizons) == asked.horizons.end(),
            "--horizon: a horizon is named twice");
    for (std::size_t i = 0; i < asked.moves.size(); ++i)
        require(std::find(asked.moves.begin(), asked.moves.begin() + static_cast<long>(i),
                          asked.moves[i]) == asked.moves.begin() + static_cast<long>(i),
                "--touch " + words::plain_number(100 * asked.moves[i]) + " is named twice");
}

}  // namespace

BacktestResult backtest_of(BacktestSettings const& settings, data::Bars bars) {
    BacktestResult result;
    result.asked = settings;
    std::ranges::sort(result.asked.horizons);
    auto const& asked = result.asked;
    check(asked);
    if (asked.history_from) {
        bars = bars.between(*asked.history_from, bars.end());
        require(bars.size() > 0, asked.history.files.front() + ": no candle begins at " +
                                     words::iso_utc(*asked.history_from) + " or later");
    }
    result.notes = bars.notes;
    PriceHistory const history(std::move(bars));
    result.history_begin = history.time(0);
    result.history_end = history.time(history.n_days());
    std::optional<ImpliedVolatility> implied;
    if (!asked.implied.empty()) implied.emplace(asked.implied, asked.implied_column);
    auto const* const of_implied = implied ? &*implied : nullptr;
    auto const starts = Starts(asked, history, of_implied).days(result.notes);
    for (std::size_t const day : starts) result.starts.push_back(history.time(day));
    result.models = models_of(implied.has_value());
    auto const questions = questions_of(asked.up, asked.down, asked.moves);
    BlockBootstrap const bootstrap(starts.size(), asked.seed, asked.replicates, asked.block);
    for (std::size_t const horizon : asked.horizons)
        result.horizons.push_back(
            evaluate(history, starts, horizon, questions, of_implied, bootstrap));
    return result;
}

BacktestResult run_backtest(BacktestSettings const& settings) {
    auto read = data::read_bars(settings.history, settings.repairs);
    BacktestResult result = backtest_of(settings, std::move(read.bars));
    result.file = settings.history.files.front();
    if (result.file != "-") result.sha256 = storage::sha256_of_file(result.file);
    result.read_as = read.read_as;
    return result;
}

}  // namespace liq::validation
