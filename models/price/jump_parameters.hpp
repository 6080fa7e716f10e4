/// \file
/// The keys of jumps, as the models that have them describe them.
#pragma once

#include "models/core/parameter_form.hpp"

namespace liq {

/// `jump_intensity` of the models in which it is constant.
template <class Form>
void describe_jump_intensity(Form& form, double& intensity) {
    form.field("jump_intensity", intensity,
               {.unit = "per year",
                .range = between(0, 1e6),
                .meaning = "mean number of jumps a year",
                .required = true});
}

/// Normal log jumps: merton and bates.
template <class Form, class Parameters>
void describe_normal_jumps(Form& form, Parameters& p) {
    form.field("jump_mean", p.jump_mean,
               {.range = between(-2, 2), .meaning = "mean of a log jump", .required = true});
    form.field(
        "jump_sd", p.jump_sd,
        {.range = between(0, 2), .meaning = "standard deviation of a log jump", .required = true});
}

/// Double-exponential log jumps: kou and hawkes.
template <class Form, class Parameters>
void describe_exponential_jumps(Form& form, Parameters& p) {
    form.field(
        "jump_up_probability", p.jump_up_probability,
        {.range = unit_interval(), .meaning = "probability that a jump goes up", .required = true});
    form.field("jump_up_mean", p.jump_up_mean,
               {.range = {.low = 0, .high = 1, .low_open = true, .high_open = true},
                .meaning = "mean upward log jump; the price has no mean from 1 on",
                .required = true});
    form.field("jump_down_mean", p.jump_down_mean,
               {.range = {.low = 0, .high = 10, .low_open = true},
                .meaning = "mean downward log jump, a positive number",
                .required = true});
}

}  // namespace liq
