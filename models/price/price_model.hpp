/// \file
/// The members that a price model must have. The compiler names a member that is missing.
#pragma once

#include <concepts>
#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/random.hpp"
#include "models/core/units.hpp"
#include "models/price/parameters.hpp"

namespace liq::inline LIQ_TARGET {

/// One step of a model calls these members in this order, each for all lanes before the next one:
///
/// | member              | does                                                              |
/// |---------------------|-------------------------------------------------------------------|
/// | draw                | draws the random words of four steps                              |
/// | advance             | makes one step of the diffusion; returns its log increment        |
/// | advance_rest        | makes it again in the rare lanes that `advance` is not meant for   |
/// | step_variance       | v dt of that step, v the mean of both ends; 0 without a bridge    |
/// | log2_variance_ratio | log2(v/theta) at the start of that step (stochastic variance)     |
/// | jump                | makes the jumps at the end of that step, for all lanes at once    |
///
/// `advance`, `step_variance` and `log2_variance_ratio` are called for all lanes side by side and
/// have no branch that depends on data.
template <class Model>
concept PriceModel =
    requires {
        { Model::Parameters::name } -> std::convertible_to<char const*>;
        { Model::has_jumps } -> std::convertible_to<bool>;
        { Model::stochastic_variance } -> std::convertible_to<bool>;
        typename Model::template State<1>;
        typename Model::template Noise<1>;
    } && std::constructible_from<Model, typename Model::Parameters const&, PriceInputs const&> &&
    requires(Model const& model, typename Model::template State<1>& state,
             typename Model::template State<1> const& seen,
             typename Model::template Noise<1>& noise,
             typename Model::template Noise<1> const& drawn, PriceDraws const& at,
             PerLane<float, 1>& size) {
        model.template start<1>(state, 0);
        model.template draw<1>(noise, at);
        { model.template advance<1>(state, drawn, 0, 0) } -> std::same_as<LogPrice>;
        model.template advance_rest<1>(state, drawn, 0, size);
        { model.template step_variance<1>(seen, 0) } -> std::same_as<float>;
        { model.template log2_variance_ratio<1>(seen, 0) } -> std::same_as<float>;
        { model.template jump<1>(state, drawn, at, 0, size) } -> std::same_as<LaneSet>;
    };

/// Members for a model of constant variance without jumps, to inherit from. Other models hide them
/// with members of their own.
struct PriceModelDefaults {
    static constexpr bool has_jumps = false;
    static constexpr bool stochastic_variance = false;

    template <int Lanes, class State, class Noise>
    LIQ_HD void advance_rest(State& /*state*/, Noise const& /*noise*/, int /*within*/,
                             PerLane<float, Lanes>& /*increment*/) const {}
    template <int Lanes, class State>
    LIQ_HD float log2_variance_ratio(State const& /*state*/, int /*lane*/) const {
        return 0.0f;
    }
    /// \param at      the words of four steps; own.quartet * 4 + within is the step, from 0
    /// \param size    receives the sum of the step's log jumps in the lanes that jump
    /// \return the lanes that jump
    template <int Lanes, class State, class Noise>
    LIQ_HD LaneSet jump(State& /*state*/, Noise const& /*noise*/, PriceDraws const& /*at*/,
                        int /*within*/, PerLane<float, Lanes>& /*size*/) const {
        return 0;
    }
};

}  // namespace liq::inline LIQ_TARGET
