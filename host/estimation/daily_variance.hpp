/// \file
/// Realised variances of days, as far as bars tell them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/data/bars.hpp"

namespace liq::estimation {

/// Realised variances of days of 24 h that follow each other, oldest first.
class DailyVariance {
  public:
    DailyVariance() = default;
    /// \param until   end of the last day, Unix seconds UTC
    /// \param values  a day: NaN where it is unusable
    DailyVariance(std::int64_t until, std::vector<double> values);

    [[nodiscard]] std::size_t size() const { return value_.size(); }
    [[nodiscard]] std::int64_t until() const { return until_; }
    /// When day `day` begins; `day` = size() is the end [Unix s].
    [[nodiscard]] std::int64_t time(std::size_t day) const;
    /// Of one day [1]; NaN where it is unusable.
    [[nodiscard]] double operator[](std::size_t day) const { return value_[day]; }
    /// Whether all days of [first, last) are there and usable.
    [[nodiscard]] bool usable(std::size_t first, std::size_t last) const;
    /// Mean over the days [first, last) [1 per day]; NaN unless they are usable.
    [[nodiscard]] double mean(std::size_t first, std::size_t last) const;

  private:
    std::int64_t until_ = 0;
    std::vector<double> value_;
    std::vector<double> sum_;              ///< of the usable days before
    std::vector<std::size_t> n_unusable_;  ///< among the days before
};

/// The days that bars fill, counted back from `until` in steps of 24 h: the sums of the squared log
/// returns of their bars, each from the close before it (the first one from its open). Bars that
/// were filled hold the close before them. A day with more than a quarter of its bars filled, or
/// whose price never moves, is unusable.
/// \param until  Unix seconds UTC, not after the end of the bars; a bar ends there
/// \throws Error(Exit::bad_input) for bars of more than an hour, or that do not divide a day, and
/// if
///     no whole day lies before `until`
DailyVariance daily_variance(data::Bars const& bars, std::int64_t until);

}  // namespace liq::estimation
