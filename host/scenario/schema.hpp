/// \file
/// The layout of scenario files, for programs to read.
#pragma once

#include <string>

namespace liq::scenario {

/// JSON text that has every key with its type, unit, default, range and meaning.
std::string scenario_schema();

}  // namespace liq::scenario
