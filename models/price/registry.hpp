/// \file
/// All price models. A new model is one header and one line here.
#pragma once

#include <type_traits>
#include <variant>

#include "models/core/host_device.hpp"
#include "models/price/bates.hpp"
#include "models/price/bootstrap.hpp"
#include "models/price/gbm.hpp"
#include "models/price/hawkes.hpp"
#include "models/price/heston.hpp"
#include "models/price/kou.hpp"
#include "models/price/merton.hpp"

namespace liq::inline LIQ_TARGET {

/// The one of several models that has these parameters.
template <class Parameters, class First, class... Rest>
struct ModelWith : std::conditional_t<std::is_same_v<Parameters, typename First::Parameters>,
                                      std::type_identity<First>, ModelWith<Parameters, Rest...>> {};
template <class Parameters, class Last>
struct ModelWith<Parameters, Last> : std::type_identity<Last> {};

template <class... Models>
struct PriceModelList {
    /// One alternative for each model; its `name` is the word in `price.model`.
    using Parameters = std::variant<typename Models::Parameters...>;
    template <class P>
    using ModelOf = typename ModelWith<P, Models...>::type;
};

using PriceModels = PriceModelList<  //
    Gbm,                             // Black & Scholes 1973
    Merton,                          // Merton 1976
    Kou,                             // Kou 2002
    Heston,                          // Heston 1993; Andersen 2008
    Bates,                           // Bates 1996
    Hawkes,                          // Ait-Sahalia, Cacho-Diaz & Laeven 2015
    Bootstrap                        // Politis & Romano 1994
    >;

}  // namespace liq::inline LIQ_TARGET

namespace liq {

using PriceParameters = PriceModels::Parameters;

}  // namespace liq
