/// \file
/// What `run` has to be told to simulate the result of a stress test again.
#pragma once

#include <string>
#include <vector>

#include "host/stress/stress.hpp"

namespace liq::stress {

/// The changes with which `run` gives the probability of the nearest point to the last bit: what
/// was asked, without the values that are replaced, then the values found. Empty if there is none.
/// \param has_target  whether the scenario has a target error, at which `run` would end before all
///     paths: the changes then set one that no run reaches
std::vector<std::string> set_of_nearest(StressResult const& result, bool has_target);

}  // namespace liq::stress
