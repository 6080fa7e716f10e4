/// \file
/// The layout of market snapshots, for programs to read.
#pragma once

#include <string>

namespace liq::cli {

/// JSON text that has every attribute and dataset with its axes, unit, range and meaning.
std::string market_schema();

}  // namespace liq::cli
