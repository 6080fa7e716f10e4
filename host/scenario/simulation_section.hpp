/// \file
/// `[simulation]`: how many paths there are, how they run, and how exact the answer is to be.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "models/core/parameter_form.hpp"
#include "models/core/sampling_parameters.hpp"
#include "models/core/units.hpp"

namespace liq::scenario {

enum class Monitoring : std::uint8_t { bridge, step };

/// The standard error at which a run ends, of one outcome.
struct TargetError {
    std::string outcome;  ///< `event.outcome`; empty: the first event's first
    double value = 0;
};

struct SimulationSection {
    /// At most 2^32 - 1 paths: what the parts of the exact sums can hold (totals_layout.hpp).
    std::uint64_t paths = 0;
    Duration horizon;
    Duration step;
    std::uint64_t seed = 1;
    Monitoring monitoring = Monitoring::bridge;
    SamplingKind sampling = SamplingKind::independent;
    std::optional<int> replicates;  ///< not with independent paths
    bool control_variate = false;
    std::optional<TargetError> target_standard_error;

    [[nodiscard]] SamplingParameters sampling_parameters() const {
        SamplingParameters const standard;
        return {sampling, replicates.value_or(standard.replicates)};
    }

    template <class Form>
    void describe(Form& form) {
        form.field(
            "paths", paths,
            {.range = between(1, 4294967295.0), .meaning = "number of paths", .required = true});
        form.field("horizon", horizon,
                   {.range = positive(), .meaning = "length of a path", .required = true});
        form.field("step", step,
                   {.range = positive(), .meaning = "length of a time step", .required = true});
        form.field("seed", seed, {.range = not_negative(), .meaning = "key of the random numbers"});
        form.field("monitoring", monitoring,
                   {.meaning = "bridge: also the extremes between steps; step: only its ends",
                    .words = "bridge step"});
        form.field("sampling", sampling,
                   {.meaning = "how paths depend on each other: not at all; in mirrored pairs; as "
                               "points of a scrambled Sobol sequence",
                    .words = "independent antithetic sobol"});
        form.field("replicates", replicates,
                   {.range = between(min_replicates, max_replicates),
                    .meaning = "independent sets of paths, whose spread gives the standard error; "
                               "only with antithetic or sobol sampling; with "
                               "target_standard_error no fewer than the default",
                    .default_text = "32 with antithetic or sobol sampling, else none"});
        form.field("control_variate", control_variate,
                   {.meaning = "whether probabilities are also estimated with the closed form of "
                               "the same outcome without the cascade"});
        form.field("target_standard_error", target_standard_error,
                   {.range = {.low = 0, .high = 0.5, .low_open = true, .high_open = true},
                    .meaning = "the run ends when the standard error of an outcome is this small; "
                               "paths is then the most it may take",
                    .default_text = "none; the outcome: the first event's first"});
    }
};

}  // namespace liq::scenario
