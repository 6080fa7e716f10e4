/// \file
/// Implied volatilities by day, from a file of dates and values.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace liq::validation {

/// Annualised volatilities by the day that they are of.
class ImpliedVolatility {
  public:
    /// Reads a CSV file with a header: a date (or a time in UTC) and a value in % a year. A date
    /// without a time of day is that of a day in UTC.
    /// \param column  of the values; empty: dvol, implied, implied_volatility or volatility
    /// \throws Error with the row: values that are missing or not plausible (1 to 1,000 %), two
    ///     values of one day
    ImpliedVolatility(std::string const& file, std::string const& column);

    /// What a forecast at the begin of a day may use: the value of the day before [per year^0.5].
    /// \param time  Unix s, a midnight
    /// \throws Error(Exit::bad_input) if the file has none
    [[nodiscard]] double known_at(std::int64_t time) const;
    /// Whether there is such a value.
    [[nodiscard]] bool knows(std::int64_t time) const;
    /// The first and the last midnight for which `known_at` has a value [Unix s].
    [[nodiscard]] std::int64_t first() const;
    [[nodiscard]] std::int64_t last() const;
    [[nodiscard]] std::string const& file() const { return file_; }

  private:
    std::string file_;
    std::map<std::int64_t, double> by_day_;  ///< days since 1970
};

}  // namespace liq::validation
