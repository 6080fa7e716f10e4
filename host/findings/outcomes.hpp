/// \file
/// Probabilities of the outcomes of a run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/findings/not_known.hpp"

namespace liq::findings {

/// A probability, always hits/trials, with its 95 % interval: Clopper & Pearson (1934) for
/// independent paths, Student's t where the error is the spread of replicates.
struct Estimate {
    std::uint64_t hits = 0;
    std::uint64_t trials = 0;  ///< paths; with a condition, those on which it happened
    double probability = not_known;
    double standard_error = not_known;
    double low = not_known;
    double high = not_known;
};

/// A probability with the outcome without the cascade as control variate, whose probability is
/// known in closed form; 95 % interval. Never called `probability`, which is hits/paths.
struct ControlledEstimate {
    double probability = not_known;
    double standard_error = not_known;
    double low = not_known;
    double high = not_known;
    double coefficient = not_known;  ///< beta [1]
};

/// The standard error at which the run was to end.
struct TargetFinding {
    std::string outcome;  ///< `event.outcome`
    double standard_error = 0;
    bool reached = false;
};

struct OutcomeFinding {
    std::string event;
    std::string outcome;
    std::string kind;      ///< race, touch, close, ...
    std::string given;     ///< the condition, `event.outcome`; empty where there is none
    std::string question;  ///< in words, "reaches 113,000 before 93,000 within 30 d: up first"
    Estimate with_cascade;
    Estimate without_cascade;
    ControlledEstimate controlled;
    double exact_without_cascade = not_known;  ///< closed form, where `controlled` uses it
    double cascade_effect = not_known;         ///< difference of the two, paired
    double cascade_effect_standard_error = not_known;
    /// Of a run that is not its family's base run: the probability less that of the base run, and
    /// the standard error of this difference on the same paths.
    double difference_to_base = not_known;
    double difference_to_base_standard_error = not_known;
    /// Mean time to the outcome over the paths that had it [days]; NaN where it has no moment, a
    /// condition or no hit.
    double mean_days = not_known;
    double mean_days_without_cascade = not_known;
    /// Probability that the outcome has happened by each time; NaN for outcomes without a moment
    /// and with a condition.
    std::vector<double> by_time;
    std::vector<double> by_time_without_cascade;
};

}  // namespace liq::findings
