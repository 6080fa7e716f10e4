/// \file
/// Options that take one of some words. Only for files that use CLI11.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace liq::cli {

/// Makes an option take one of some words, which the help shows as `a|b|c`.
void take_one_of(CLI::Option& option, std::vector<std::string> const& words);

/// What `--instructions` takes.
std::vector<std::string> instruction_sets();

}  // namespace liq::cli
