/// \file
/// The layout of scenario files, machine readable.
#pragma once

#include <string>

namespace liq::scenario {

/// JSON text: every key with its type, unit, default, range and meaning, and what is not built yet.
std::string scenario_schema();

}  // namespace liq::scenario
