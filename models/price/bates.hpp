/// \file
/// Heston's stochastic variance with Merton's jumps (Bates 1996).
#pragma once

#include "models/core/host_device.hpp"
#include "models/price/jump_parameters.hpp"
#include "models/price/jumps.hpp"
#include "models/price/parameters.hpp"
#include "models/price/stochastic_variance.hpp"
#include "models/price/variance_parameters.hpp"
#include "models/price/with_jumps.hpp"

namespace liq {

struct BatesParameters {
    static constexpr char const* name = "bates";
    double variance0 = 0;          ///< v at the start [per year]
    double mean_reversion = 0;     ///< kappa [per year]
    double long_run_variance = 0;  ///< theta [per year]
    double vol_of_variance = 0;    ///< xi [per year]
    double correlation = 0;        ///< rho [1]
    double jump_intensity = 0;     ///< lambda [per year]
    double jump_mean = 0;          ///< m [1]
    double jump_sd = 0;            ///< s [1]

    template <class Form>
    void describe(Form& form) {
        describe_variance(form, *this);
        describe_jump_intensity(form, jump_intensity);
        describe_normal_jumps(form, *this);
    }
};

}  // namespace liq

namespace liq::inline LIQ_TARGET {

class Bates : public WithJumps<StochasticVariance, NormalJumps> {
  public:
    using Parameters = BatesParameters;
    Bates(BatesParameters const& p, PriceInputs const& in) : WithJumps(p, p, in) {}
};

}  // namespace liq::inline LIQ_TARGET
