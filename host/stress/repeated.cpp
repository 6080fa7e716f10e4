#include "host/stress/repeated.hpp"

#include "host/scenario/scenario_file.hpp"

namespace liq::stress {

std::vector<std::string> set_of_nearest(StressResult const& result, bool has_target) {
    if (result.nearest < 0) return {};
    StressPoint const& point = result.points[static_cast<std::size_t>(result.nearest)];
    std::vector<std::string> names, found;
    for (std::size_t key = 0; key < result.keys.size(); ++key) {
        if (point.direction[key] == 0) continue;
        StressKey const& one = result.keys[key];
        names.push_back(one.name);
        found.push_back(one.name + "=" + one.toml(point.change(key, point.crossing.at)));
    }
    if (has_target) {  // one that no run reaches, so that it simulates all paths too
        names.emplace_back("simulation.target_standard_error");
        found.emplace_back("simulation.target_standard_error=1e-300");
    }
    std::vector<std::string> set =
        scenario::left_beside(names, result.asked.scenario, result.asked.set);
    set.insert(set.end(), found.begin(), found.end());
    return set;
}

}  // namespace liq::stress
