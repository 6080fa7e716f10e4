/// \file
/// A path on which nothing is liquidated.
#pragma once

#include "models/cascade/effects.hpp"
#include "models/cascade/pressure_parameters.hpp"
#include "models/core/host_device.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

/// What a program asks of a pressure that moves no price: the traded price is the fundamental one.
class MovesNothing {
  public:
    static constexpr bool active = false;
    static constexpr bool full = false;
    static constexpr bool lives = false;
    template <int Lanes>
    struct Before {};

    template <class State, int Lanes>
    LIQ_HD void begin_step(State&, Before<Lanes>&, int) const {}
    template <class State>
    LIQ_HD LogPrice traded(State const&, int, LogPrice x) const {
        return x;
    }
    template <class State, int Lanes>
    LIQ_HD PriceRange impacts_to_come(State const&, Before<Lanes> const&, int) const {
        return {0.0f, 0.0f};
    }
};

/// `[cascade] enabled = false` where no position could be liquidated. It has the members of
/// FrozenCascade that a program asks of every pressure.
class NoCascade : public MovesNothing {
  public:
    static constexpr bool settles = false;
    template <int Lanes>
    struct State {};

    NoCascade(PressureParameters const& /*p*/, double /*step_years*/) {}
    template <int Lanes>
    LIQ_HD void start(State<Lanes>&, int) const {}
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const&, int, LogPrice, LogPrice) const {
        return 0;
    }
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const&, int, PriceRange, PriceRange) const {
        return 0;
    }
    template <int Lanes>
    LIQ_HD RemovedFuel removed(State<Lanes> const&, int) const {
        return {};
    }
};

}  // namespace liq::inline LIQ_TARGET
