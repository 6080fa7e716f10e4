/// \file
/// What is measured: every price model with every book and monitoring there is.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "host/market/market.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::benchmark {

struct BenchmarkCase {
    std::string name;        ///< "bare-race", "frozen-bridge"; with several models "MODEL-..."
    std::string model;       ///< as in `price.model`
    std::string book;        ///< no cascade, frozen, frozen with withdrawal
    std::string monitoring;  ///< as in `simulation.monitoring`
    std::vector<std::string> set;  ///< changes of the scenario, as for `--set`
    bool race_only = false;        ///< the first race is the only event
};

/// All cases, in the order in which they are reported. The bare race is the least that can be
/// asked: one race, no cascade, ends of steps only, `report.times = 1`. The other cases ask
/// everything that the scenario asks. \throws Error if a price model has no parameters here
std::vector<BenchmarkCase> benchmark_cases(scenario::Scenario const& shipped);

/// The scenario of a case. \throws Error as `read_scenario`, or if it has no race
scenario::Scenario scenario_of(BenchmarkCase const& asked, std::filesystem::path const& shipped);

/// The index among the outcomes of `run` of the first race's upper level.
int first_race_up(scenario::Scenario const& scenario, planning::PlannedRun const& run);

}  // namespace liq::benchmark
