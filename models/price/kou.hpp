/// \file
/// Geometric Brownian motion with double-exponential log jumps (Kou 2002; Kou & Wang 2003).
#pragma once

#include "models/core/host_device.hpp"
#include "models/price/constant_volatility.hpp"
#include "models/price/jump_parameters.hpp"
#include "models/price/jumps.hpp"
#include "models/price/parameters.hpp"
#include "models/price/with_jumps.hpp"

namespace liq {

struct KouParameters {
    static constexpr char const* name = "kou";
    double volatility = 0;           ///< sigma [per year^0.5]
    double jump_intensity = 0;       ///< lambda [per year]
    double jump_up_probability = 0;  ///< p [1]
    double jump_up_mean = 0;         ///< a [1]
    double jump_down_mean = 0;       ///< b [1]

    template <class Form>
    void describe(Form& form) {
        describe_volatility(form, volatility);
        describe_jump_intensity(form, jump_intensity);
        describe_exponential_jumps(form, *this);
    }
};

}  // namespace liq

namespace liq::inline LIQ_TARGET {

/// Exact in law at the ends of steps. Tested against the values of models/law.md 9.2.
class Kou : public WithJumps<ConstantVolatility, ExponentialJumps> {
  public:
    using Parameters = KouParameters;
    Kou(KouParameters const& p, PriceInputs const& in) : WithJumps(p.volatility, p, in) {}
};

}  // namespace liq::inline LIQ_TARGET
