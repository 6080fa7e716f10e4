/// \file
/// `[simulation]`: the number of paths, their length and steps, and how exact the result must be.
#pragma once

#include <algorithm>
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
    std::string outcome;  ///< `event.outcome`; empty: the first outcome of the first event
    double value = 0;
};

/// Largest number of draws of an estimated input.
inline constexpr int most_draws = 1000;

struct SimulationSection {
    /// At most 2^32 - 1 paths: more could overflow the parts of the exact sums (totals_layout.hpp).
    std::uint64_t paths = 0;
    Duration horizon;
    Duration step;
    std::uint64_t seed = 1;
    Monitoring monitoring = Monitoring::bridge;
    SamplingKind sampling = SamplingKind::independent;
    std::optional<int> replicates;  ///< not with independent paths
    bool control_variate = false;
    std::optional<TargetError> target_standard_error;
    bool step_check = false;
    std::optional<std::uint64_t> step_check_paths;
    int book_draws = 0, price_draws = 0;  ///< 0: no range is told
    std::string price_fit;                ///< file of `price_draws`, relative to the scenario

    [[nodiscard]] SamplingParameters sampling_parameters() const {
        SamplingParameters const standard;
        return {sampling, replicates.value_or(standard.replicates)};
    }

    /// The first paths of the run, which a step check compares: a tenth of them, but at least so
    /// many, where the scenario does not say it.
    static constexpr std::uint64_t least_checked = 10'000;
    [[nodiscard]] std::uint64_t checked_paths() const {
        return std::min(paths, step_check_paths.value_or(std::max(paths / 10, least_checked)));
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
                   {.meaning = "prices that an event sees; bridge: also the extremes within a "
                               "step; step: only the prices at the ends of steps",
                    .words = "bridge step"});
        form.field("sampling", sampling,
                   {.meaning = "how paths depend on each other; independent: not at all; "
                               "antithetic: in mirrored pairs; sobol: as points of a scrambled "
                               "Sobol sequence",
                    .words = "independent antithetic sobol"});
        form.field("replicates", replicates,
                   {.range = between(min_replicates, max_replicates),
                    .meaning = "number of independent sets of paths, whose spread gives the "
                               "standard error; only with antithetic or sobol sampling; with "
                               "target_standard_error at least the default",
                    .default_text = "32 with antithetic or sobol sampling, else none"});
        form.field("control_variate", control_variate,
                   {.meaning = "whether probabilities are also estimated with the closed form of "
                               "the same outcome without the cascade"});
        form.field("target_standard_error", target_standard_error,
                   {.range = {.low = 0, .high = 0.5, .low_open = true, .high_open = true},
                    .meaning = "the run ends when the standard error of an outcome is this small; "
                               "paths is then the largest number of paths",
                    .default_text = "none; the outcome: the first one of the first event"});
        form.field(
            "step_check", step_check,
            {.meaning = "whether paths are also simulated at half the step, to tell what the "
                        "length of the step does to every probability"});
        form.field("step_check_paths", step_check_paths,
                   {.range = between(1, 4294967295.0),
                    .meaning = "paths of the step check, the first ones of the run",
                    .default_text = "a tenth of paths, at least 10,000"});
        form.field("book_draws", book_draws,
                   {.range = between(0, most_draws),
                    .meaning = "draws of the snapshot's book (/positions/draws, the first ones) on "
                               "the same random numbers, to tell what its uncertainty does to "
                               "every answer; together they have as many paths again"});
        form.field("price_draws", price_draws,
                   {.range = between(0, most_draws),
                    .meaning = "the same for the law of the price, with draws of price_fit"});
        form.field("price_fit", price_fit,
                   {.meaning = "file of `liqcascade calibrate price` with draws of the keys of "
                               "[price], relative to the scenario"});
    }
};

}  // namespace liq::scenario
