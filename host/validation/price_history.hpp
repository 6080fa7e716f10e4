/// \file
/// The history of a backtest by days, and what happened in it after each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "host/data/bars.hpp"
#include "host/estimation/daily_variance.hpp"

namespace liq::validation {

/// Bars and the days that they fill, each from midnight UTC to the next.
class PriceHistory {
  public:
    /// \throws Error as estimation::daily_variance, and if no midnight lies in the bars
    explicit PriceHistory(data::Bars bars);

    [[nodiscard]] data::Bars const& bars() const { return bars_; }
    [[nodiscard]] estimation::DailyVariance const& variance() const { return variance_; }
    [[nodiscard]] std::size_t n_days() const { return variance_.size(); }
    /// When a day begins [Unix s].
    [[nodiscard]] std::int64_t time(std::size_t day) const { return variance_.time(day); }
    /// The day that begins at a time; nothing that is useful unless it is a midnight of the
    /// history.
    [[nodiscard]] std::int64_t day_at(std::int64_t time) const;
    /// The day on which the month of a day begins, not before day 0.
    [[nodiscard]] std::size_t month_begin(std::size_t day) const;
    /// The calendar year of a day.
    [[nodiscard]] int year(std::size_t day) const;

    /// The last price before a day: the close of the bar before it, of the first bar its open.
    [[nodiscard]] double price(std::size_t day) const;
    /// The log return from the price at the begin of a day to that at its end.
    [[nodiscard]] double log_return(std::size_t day) const;
    /// Whether a forecast can be made at the begin of the day and be judged over the horizon: all
    /// days that it hangs on, and all days of the horizon, are usable.
    [[nodiscard]] bool usable(std::size_t day, std::size_t horizon) const;

    struct Extremes {
        double high = 0, low = 0;  ///< log distances from the price at the begin; high >= 0 >= low
    };
    /// The running high and low over the horizon.
    [[nodiscard]] Extremes extremes(std::size_t day, std::size_t horizon) const;

    enum Reached : std::uint8_t { up, down, neither };
    /// Which of two levels is reached first within the horizon. In a bar that reaches both the
    /// order is that of the simulator: the low comes first if the bar rose (close >= open).
    /// \param above, below  log distances, positive; infinity: no such level
    [[nodiscard]] Reached first_reached(std::size_t day, std::size_t horizon, double above,
                                        double below) const;

  private:
    [[nodiscard]] std::size_t bar_at(std::size_t day) const { return offset_ + day * per_day_; }

    data::Bars bars_;
    estimation::DailyVariance variance_;
    std::size_t per_day_ = 0, offset_ = 0;  ///< bars before day 0
};

}  // namespace liq::validation
