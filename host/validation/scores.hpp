/// \file
/// What a forecast loses by what happened; less is better.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "host/validation/bootstrap.hpp"

namespace liq::validation {

/// No forecast is punished for more than this probability of what happened.
inline constexpr double least_probability = 1e-4;

/// The losses of one forecast.
struct Loss {
    /// The sum over outcomes of (probability - happened)^2 (Brier 1950); of a touch, which has one
    /// outcome, its square alone.
    double brier = 0;
    /// -ln of the probability of what happened (Good 1952) [nat]; probabilities are raised to
    /// `least_probability` first, and divided by their sum.
    double log = 0;
    /// The part of `log` that whether any level is hit has, and that which of them has, given a
    /// hit: they add up to it. Of a touch the second is 0.
    double hit = 0, direction = 0;
};

/// Of a race: probabilities of up, down and neither.
Loss loss_of_race(std::array<double, 3> const& probability, std::size_t happened);
/// Of a touch.
Loss loss_of_touch(double probability, bool hit);

/// What it does to the losses of a forecast that its probabilities are counted on paths, which are
/// independent of each other.
struct Chance {
    /// By how much the losses are larger, in the mean over simulations, than those of the
    /// probabilities themselves: the Brier score by the sum of p (1 - p)/n, for which the sum of
    /// q (1 - q)/(n - 1) with the counted q is right in the mean; the log score, to second order,
    /// by (1 - p)/(2 n p) of what happened, at most by half a nat.
    Loss excess;
    double brier_error = 0;  ///< standard error of the Brier score over simulations
};
/// \param probability  of a race those of up, down and neither, of a touch one
/// \param happened     the number of the outcome
/// \param n_paths      at least 2
Chance chance_of(std::span<double const> probability, std::size_t happened, std::uint64_t n_paths);

/// Scores of one model on one question, over all starts. Gains are what the baseline loses more,
/// paired start by start.
struct Score {
    double brier = 0, log = 0;                 ///< mean losses
    Estimated skill_a{}, skill_b{};            ///< 1 - Brier/Brier of A, of B
    Estimated brier_gain_a{}, brier_gain_b{};  ///< against A, against B
    Estimated log_gain_a{}, log_gain_b{};      ///< [nat]
    Estimated hit_gain{}, direction_gain{};    ///< parts of log_gain_a [nat]; touches: NaN
};

/// An estimate, as JSON and files name it.
template <class Of>
struct EstimateItem {
    char const* name;
    Estimated Of::* value;
    char const* unit;
    char const* meaning;
};
inline constexpr std::array<EstimateItem<Score>, 8> score_items{
    {{"skill_a", &Score::skill_a, "1", "1 - Brier/Brier of A"},
     {"skill_b", &Score::skill_b, "1", "1 - Brier/Brier of B"},
     {"brier_gain_a", &Score::brier_gain_a, "1", "Brier of A less that of the model"},
     {"brier_gain_b", &Score::brier_gain_b, "1", "Brier of B less that of the model"},
     {"log_gain_a", &Score::log_gain_a, "nat", "log score of A less that of the model"},
     {"log_gain_b", &Score::log_gain_b, "nat", "log score of B less that of the model"},
     {"hit_gain", &Score::hit_gain, "nat", "part of log_gain_a: whether a level is hit"},
     {"direction_gain", &Score::direction_gain, "nat",
      "part of log_gain_a: which of the two levels is hit first, given a hit"}}};

}  // namespace liq::validation
