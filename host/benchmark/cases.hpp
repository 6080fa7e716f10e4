/// \file
/// The cases that are measured: every price model with every book and every kind of monitoring.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "host/market/market.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::benchmark {

struct BenchmarkCase {
    std::string name;        ///< "bare-race", "frozen-bridge"; for other price models "MODEL-..."
    std::string model;       ///< as in `price.model`
    std::string book;        ///< in words: no cascade, frozen, frozen with withdrawal, living
    std::string monitoring;  ///< as in `simulation.monitoring`
    std::vector<std::string> set;  ///< changes of the scenario, as for `--set`
    bool race_only = false;        ///< the first race is the only event
};

/// All cases, in the order in which they are reported. The bare race is the smallest case: one race
/// without a cascade, monitored at the ends of steps, with `report.times = 1`. The other cases have
/// all events of the scenario. \throws Error if there are no parameters for a price model
std::vector<BenchmarkCase> benchmark_cases(scenario::Scenario const& shipped);

/// The scenario of a case. \throws Error as `read_scenario`, or if it has no race
scenario::Scenario scenario_of(BenchmarkCase const& asked, std::filesystem::path const& shipped);

/// The index among the outcomes of `run` of the first race's upper level.
int first_race_up(scenario::Scenario const& scenario, planning::PlannedRun const& run);

}  // namespace liq::benchmark
