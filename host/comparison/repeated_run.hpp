/// \file
/// A run repeated for comparison: what each of its paths did.
#pragma once

#include <string>
#include <vector>

#include "host/comparison/attribution.hpp"
#include "host/comparison/inputs.hpp"
#include "kernels/backend.hpp"

namespace liq::comparison {

class RepeatedRun {
  public:
    /// \throws Error where the inputs do not go together
    RepeatedRun(Inputs const& inputs, Backend& backend);

    [[nodiscard]] std::size_t paths() const { return happened_.size(); }
    /// Index of an outcome, or -1.
    [[nodiscard]] int find(std::string const& event, std::string const& outcome) const;
    /// Paths with the outcome (and its condition) over all paths (with the condition).
    [[nodiscard]] double probability(int outcome) const;
    /// What each path adds to the error of the probability: its values have mean 0, and the
    /// probability's squared error is their mean square over the number of paths. `into` has an
    /// element a path, to which `weight` times the influence is added.
    void add_influence(int outcome, double weight, std::vector<double>& into) const;
    /// Paths that `probability` is a share of.
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
