/// \file
/// What a price model must offer. The compiler names the member that is missing.
#pragma once

#include <concepts>
#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/core/random.hpp"
#include "models/core/units.hpp"
#include "models/price/parameters.hpp"

namespace liq::inline LIQ_TARGET {

template <class Model>
concept PriceModel =
    requires {
        { Model::Parameters::name } -> std::convertible_to<char const*>;
        typename Model::template State<1>;
        typename Model::template Noise<1>;
    } &&
    std::constructible_from<Model, typename Model::Parameters const&, PriceCommon const&, double> &&
    requires(Model const& model, typename Model::template State<1>& state,
             typename Model::template State<1> const& seen,
             typename Model::template Noise<1>& noise,
             typename Model::template Noise<1> const& drawn, PathsAndBlock const& at) {
        model.template start<1>(state, 0);
        model.template draw<1>(noise, at);
        { model.template advance<1>(state, drawn, 0, 0) } -> std::same_as<LogPrice>;
        { model.template step_variance<1>(seen, 0) } -> std::same_as<float>;
    };

}  // namespace liq::inline LIQ_TARGET
