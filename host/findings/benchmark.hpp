/// \file
/// What markets say about the outcomes of a run.
#pragma once

#include <string>

#include "host/findings/not_known.hpp"

namespace liq::findings {

/// The benchmark of one outcome; the probability less `implied` is the sum of the effects of the
/// cascade (`OutcomeFinding::cascade_effect`), the drift and the law.
struct OutcomeBenchmark {
    /// Probability at the implied volatility: closed form of a geometric Brownian motion that is
    /// watched all the time, whose price has no drift.
    double implied = not_known;
    /// What the drift adds, at the mean variance of the law of the price.
    double drift_effect = not_known;
    double law_effect = not_known;  ///< the rest: another volatility, and another law
    double bid = not_known, ask = not_known;
    std::string quoted_at;  ///< ISO 8601 UTC; empty: no quote

    [[nodiscard]] double middle() const { return (bid + ask) / 2; }
};

/// The benchmark of a run.
struct BenchmarkFinding {
    double implied_volatility = not_known;  ///< % a year
};

}  // namespace liq::findings
