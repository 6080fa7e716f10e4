/// \file
/// A run that is repeated for a comparison, with the outcomes of each path.
#pragma once

#include <string>
#include <vector>

#include "host/comparison/attribution.hpp"
#include "host/comparison/inputs.hpp"
#include "kernels/backend.hpp"

namespace liq::comparison {

class RepeatedRun {
  public:
    /// Simulates the run. \throws Error where the inputs contradict each other
    RepeatedRun(Inputs const& inputs, Backend& backend);

    [[nodiscard]] std::size_t paths() const { return happened_.size(); }
    /// The index of an outcome, or -1.
    [[nodiscard]] int find(std::string const& event, std::string const& outcome) const;
    /// The share of paths with the outcome; for a conditional one, among the paths with its
    /// condition.
    [[nodiscard]] double probability(int outcome) const;
    /// Adds `weight` times the influence of each path on the probability to `into`, which has one
    /// element for each path. Influences have mean 0, and the squared error of the probability is
    /// their mean square divided by the number of paths.
    void add_influence(int outcome, double weight, std::vector<double>& into) const;
    /// The number of paths of which `probability` is the share.
    [[nodiscard]] double trials(int outcome) const;

    struct Outcome {
        std::string event, outcome;
        OutcomeBits bit = 0;
        OutcomeBits condition = 0;  ///< 0: none
    };
    [[nodiscard]] std::vector<Outcome> const& outcomes() const { return outcomes_; }

  private:
    std::vector<Outcome> outcomes_;
    std::vector<OutcomeBits> happened_;
};

}  // namespace liq::comparison
