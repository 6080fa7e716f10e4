/// \file
/// Where the scenarios are that come with the program.
#pragma once

#include <filesystem>

namespace liq::cli {

/// The scenario that `demo` runs: beside an installed program, in a portable folder, or in the
/// source tree. \throws Error(Exit::no_file) naming the places looked at
std::filesystem::path demo_scenario();

}  // namespace liq::cli
