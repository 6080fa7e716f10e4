/// \file
/// The probabilities of the outcomes of a run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/findings/benchmark.hpp"
#include "host/findings/not_known.hpp"
#include "host/findings/ranges.hpp"

namespace liq::findings {

/// A probability, always hits/trials, with its 95 % interval. The interval is that of Clopper &
/// Pearson (1934) for independent paths, and uses Student's t where the error comes from
/// replicates.
struct Estimate {
    std::uint64_t hits = 0;
    std::uint64_t trials = 0;  ///< paths; with a condition, only those on which it happened
    double probability = not_known;
    double standard_error = not_known;
    double low = not_known;
    double high = not_known;
};

/// A probability with a control variate and its 95 % interval. The control variate is the same
/// outcome without the cascade, whose probability is known in closed form. Reports must not call it
/// `probability`, which is hits/paths.
struct ControlledEstimate {
    double probability = not_known;
    double standard_error = not_known;
    double low = not_known;
    double high = not_known;
    double coefficient = not_known;  ///< beta [1]
};

/// The standard error at which the run should end.
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
    double cascade_effect = not_known;         ///< with less without cascade, on the same paths
    double cascade_effect_standard_error = not_known;
    /// The probability less that of the base run of the family, and the standard error of this
    /// difference on the same paths; not known for the base run itself.
    double difference_to_base = not_known;
    double difference_to_base_standard_error = not_known;
    /// What the length of the step does: the estimate at the step less that at half of it, on the
    /// same Brownian paths, and the same of `cascade_effect`; not known without a step check.
    double step_error = not_known;
    double step_error_standard_error = not_known;
    double cascade_effect_step_error = not_known;
    double cascade_effect_step_error_standard_error = not_known;
    OutcomeBenchmark benchmark;
    Range book_range, price_range;
    /// Mean time to the outcome over the paths that had it [days]. NaN where the outcome has no
    /// moment, has a condition or never happened.
    double mean_days = not_known;
    double mean_days_without_cascade = not_known;
    /// Probability that the outcome has happened by each report time; NaN for outcomes without a
    /// moment or with a condition.
    std::vector<double> by_time;
    std::vector<double> by_time_without_cascade;
};

}  // namespace liq::findings
