/// \file
/// Geometric Brownian motion with normal log jumps (Merton 1976).
#pragma once

#include "models/core/host_device.hpp"
#include "models/price/constant_volatility.hpp"
#include "models/price/jump_parameters.hpp"
#include "models/price/jumps.hpp"
#include "models/price/parameters.hpp"
#include "models/price/with_jumps.hpp"

namespace liq {

struct MertonParameters {
    static constexpr char const* name = "merton";
    double volatility = 0;      ///< sigma [per year^0.5]
    double jump_intensity = 0;  ///< lambda [per year]
    double jump_mean = 0;       ///< m [1]
    double jump_sd = 0;         ///< s [1]

    template <class Form>
    void describe(Form& form) {
        describe_volatility(form, volatility);
        describe_jump_intensity(form, jump_intensity);
        describe_normal_jumps(form, *this);
    }
};

}  // namespace liq

namespace liq::inline LIQ_TARGET {

/// Exact in law at the ends of steps. Tested against Merton's series.
class Merton : public WithJumps<ConstantVolatility, NormalJumps> {
  public:
    using Parameters = MertonParameters;
    Merton(MertonParameters const& p, PriceInputs const& in) : WithJumps(p.volatility, p, in) {}
};

}  // namespace liq::inline LIQ_TARGET
