/// \file
/// The scenarios that come with the program.
#pragma once

#include <filesystem>
#include <string>

namespace liq::cli {

/// The scenario file of this name, of an installed program, of a portable folder or in the source
/// tree. \throws Error(Exit::no_file) that names the places where it was expected
std::filesystem::path shipped_scenario(std::string const& name);

/// What `demo` runs: the question of the README, as its scenario file answers it.
inline constexpr char demo_scenario[] = "june-2025.toml";

/// What `bench` measures: the plain model with a frozen book, all of which can be liquidated.
inline constexpr char bench_scenario[] = "stress-june-2025.toml";

}  // namespace liq::cli
