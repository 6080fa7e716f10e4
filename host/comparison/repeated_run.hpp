/// \file
/// A run that is repeated for a comparison, with the outcomes of each path.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "host/comparison/attribution.hpp"
#include "host/comparison/inputs.hpp"
#include "host/planning/make_plan.hpp"
#include "kernels/backend.hpp"

namespace liq::comparison {

/// The blocks of paths from whose numbers the errors of numbers of the portfolio are made.
inline constexpr std::uint64_t n_path_blocks = 20;

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

    /// A headline number of the desk's positions, from all paths and from each block of them.
    struct Number {
        double value = findings::not_known;
        std::vector<double> blocks;
    };
    [[nodiscard]] std::map<std::string, Number> const& numbers() const { return numbers_; }
    /// The names of these numbers, in the order of the report.
    [[nodiscard]] std::vector<std::string> const& number_names() const { return number_names_; }

    struct Outcome {
        std::string event, outcome;
        OutcomeBits bit = 0;
        OutcomeBits condition = 0;  ///< 0: none
    };
    [[nodiscard]] std::vector<Outcome> const& outcomes() const { return outcomes_; }

  private:
    /// Simulates the paths block by block, where there are numbers of the portfolio.
    void simulate_blocks(scenario::Scenario const& scenario, planning::PlannedRun const& run,
                         Backend& backend);

    std::vector<Outcome> outcomes_;
    std::vector<std::string> number_names_;
    std::map<std::string, Number> numbers_;
    std::vector<OutcomeBits> happened_;
};

}  // namespace liq::comparison
