#include "host/scenario/simulation_checks.hpp"

#include <bit>
#include <cstddef>

#include "host/errors.hpp"
#include "host/scenario/catalogue.hpp"
#include "host/scenario/sections.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/words/nearest.hpp"

namespace liq::scenario {
namespace {

void check_replicates(Scenario& scenario) {
    auto const& simulation = scenario.simulation;
    if (simulation.sampling == SamplingKind::independent) {
        if (!simulation.replicates) return;
        refuse(scenario.place_of("simulation.replicates") +
               ": simulation.replicates = " + std::to_string(*simulation.replicates) +
               R"( goes with simulation.sampling = "antithetic" or "sobol", not with ")" +
               sampling_word(scenario) + "\"");
    }
    auto const sampling = simulation.sampling_parameters();
    std::uint64_t const together = paths_together(sampling);
    std::uint64_t const below = simulation.paths / together * together, above = below + together;
    std::string const found = scenario.place_of("simulation.paths") +
                              ": simulation.paths = " + std::to_string(simulation.paths);
    if (below != simulation.paths)
        refuse(found + " is not a multiple of " + std::to_string(together) + ", the " +
               (sampling.kind == SamplingKind::antithetic ? "pairs" : "points") + " of " +
               std::to_string(sampling.replicates) + " replicates with simulation.sampling = \"" +
               sampling_word(scenario) + "\". Did you mean " +
               (below > 0 ? std::to_string(below) + " or " : "") + std::to_string(above) + "?");
    std::uint64_t const points = simulation.paths / together;
    if (sampling.kind != SamplingKind::sobol || std::has_single_bit(points)) return;
    scenario.warnings.push_back(found + " gives every replicate " + std::to_string(points) +
                                " points, which is not a power of two, so that the Sobol points "
                                "cover the space less evenly. Use " +
                                std::to_string(std::bit_floor(points) * together) + " or " +
                                std::to_string(std::bit_ceil(points) * together) + "?");
}

/// A run ends when its error is small enough, and with few replicates that happens by chance.
void check_replicates_of_target(Scenario const& scenario) {
    auto const sampling = scenario.simulation.sampling_parameters();
    bool const enough = sampling.replicates >= min_replicates_of_target;
    if (sampling.kind == SamplingKind::independent || enough) return;
    refuse(scenario.place_of("simulation.replicates") +
           ": simulation.replicates = " + std::to_string(sampling.replicates) +
           " is too small for simulation.target_standard_error: the run would end when the spread "
           "of the replicates is small by chance; accepted with a target: at least " +
           std::to_string(min_replicates_of_target) +
           ". Leave one of the two keys out, or use more replicates?");
}

void check_target(Scenario const& scenario) {
    auto const& target = scenario.simulation.target_standard_error;
    if (!target) return;
    check_replicates_of_target(scenario);
    if (target->outcome.empty()) return;
    auto const names = outcome_names(scenario);
    for (auto const& name : names)
        if (name == target->outcome) return;
    std::string const key = "simulation.target_standard_error.outcome";
    auto const near = words::nearest(target->outcome, names);
    refuse(scenario.place_of(key) + ": " + key + " = " + toml_string(target->outcome) +
           " is not an outcome of this scenario; accepted: " + some_of(names) +
           (near ? ". Did you mean " + *near + "?" : ""));
}

}  // namespace

std::string some_of(std::vector<std::string> const& names) {
    std::string list;
    std::size_t const shown = 10;
    for (std::size_t i = 0; i < names.size() && i < shown; ++i)
        list += (i == 0 ? "" : ", ") + names[i];
    return list + (names.size() > shown ? ", ..." : "");
}

std::string target_outcome(Scenario const& scenario) {
    auto const& target = scenario.simulation.target_standard_error;
    return target && !target->outcome.empty() ? target->outcome : outcome_names(scenario).front();
}

std::string sampling_word(Scenario const& scenario) {
    for (auto const& info : known_keys())
        if (info.key == "simulation.sampling")
            return info.words[static_cast<std::size_t>(scenario.simulation.sampling)];
    return {};
}

std::uint64_t paths_together(SamplingParameters const& sampling) {
    auto const replicates = static_cast<std::uint64_t>(sampling.replicates);
    switch (sampling.kind) {
        case SamplingKind::antithetic:
            return 2 * replicates;
        case SamplingKind::sobol:
            return replicates;
        default:
            return 1;
    }
}

void check_simulation(Scenario& scenario) {
    check_replicates(scenario);
    check_target(scenario);
}

}  // namespace liq::scenario
