/// \file
/// What a backtest asks at every start.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "host/validation/price_history.hpp"

namespace liq::validation {

/// Which of two levels comes first, or whether one level is reached, within a horizon.
struct Question {
    enum class Kind {
        race,         ///< levels at log distances
        scaled_race,  ///< levels at multiples of the trailing standard deviation of the horizon
        touch         ///< one level at a log distance; the other one is infinite
    };
    static constexpr double no_level = std::numeric_limits<double>::infinity();

    std::string name;
    Kind kind = Kind::race;
    double up = no_level, down = no_level;  ///< distances, positive

    /// "up", "down", "neither", or "hit".
    [[nodiscard]] std::vector<std::string> outcomes() const;
    /// Outcomes that can happen: a touch has also that of no hit, which has no name.
    [[nodiscard]] std::size_t n_possible() const { return kind == Kind::touch ? 2 : 3; }

    /// Log distances of the levels at the begin of a day.
    struct Levels {
        double up, down;
    };
    [[nodiscard]] Levels levels(PriceHistory const& history, std::size_t day,
                                std::size_t horizon) const;
    /// The number of the outcome that happened: 0 up, 1 down, 2 neither; 0 hit, 1 no hit.
    [[nodiscard]] std::size_t outcome(PriceHistory const& history, std::size_t day,
                                      std::size_t horizon) const;
};

/// Mean variance of a day over the 30 days before `day`, which are usable.
double trailing_variance(PriceHistory const& history, std::size_t day);

/// Which questions: the race, the race scaled with volatility, and touches on both sides.
/// \param up, down  of the race, log distances
/// \param moves     of touches, fractions of the price
std::vector<Question> questions_of(double up, double down, std::vector<double> const& moves);

}  // namespace liq::validation
