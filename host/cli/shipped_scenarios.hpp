/// \file
/// The scenarios that come with the program.
#pragma once

#include <filesystem>

namespace liq::cli {

/// The scenario file that `demo` runs, of an installed program, of a portable folder or in the
/// source tree. \throws Error(Exit::no_file) that names the places where it was expected
std::filesystem::path demo_scenario();

}  // namespace liq::cli
