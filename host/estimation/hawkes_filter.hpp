/// \file
/// What returns tell of an intensity of jumps that nobody sees.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <vector>

#include "host/estimation/jump_densities.hpp"

namespace liq::estimation {

/// lambda decays to `base` at the rate `decay` and rises by `self_excitation` with every jump; all
/// are a year.
struct JumpIntensity {
    double base = 0, self_excitation = 0, decay = 0;

    [[nodiscard]] double branching_ratio() const { return self_excitation / decay; }
    [[nodiscard]] double stationary() const { return base / (1 - branching_ratio()); }
};

/// The law of lambda given the returns so far, on a grid; it begins at the stationary mean.
///
/// In a return's time the number of jumps is that of a Poisson number of clusters with Consul's
/// (1989) generalised law: its probability of no jump and its mean are those of the process. A jump
/// comes at a uniform time of the interval, so that what it adds has decayed in part. Both are
/// right to the second order in the time of a return. Weights between grid points keep the mean.
class HawkesFilter {
  public:
    explicit HawkesFilter(JumpIntensity const& intensity, double usual_years);

    /// Numbers of jumps of one return that are told apart: 0 ... most().
    [[nodiscard]] std::size_t most() const { return most_; }

    /// The law of a return of this time before it is seen; then what it tells is taken in.
    /// \param given  law of the return given its number of jumps, most() + 1 of them
    Likelihood observe(double years, std::vector<Likelihood> const& given);

    /// Mean and standard deviation of lambda after the last return.
    [[nodiscard]] double mean() const;
    [[nodiscard]] double sd() const;

  private:
    struct Step {
        std::vector<double> probability;  ///< of state and number
        std::vector<std::size_t> to;      ///< lower of the two points that receive its weight
        std::vector<double> share;        ///< of the upper one
    };
    Step const& step_of(double years);
    Step made_step(double years) const;

    JumpIntensity intensity_;
    std::size_t most_ = 1;
    std::vector<double> excess_, weight_, next_;
    std::map<double, Step> steps_;
};

}  // namespace liq::estimation
