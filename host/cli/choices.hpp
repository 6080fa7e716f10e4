/// \file
/// Options whose value is one of several words. Only for files that use CLI11.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace liq::cli {

/// Restricts an option to these words, which the help shows as `a|b|c`.
void take_one_of(CLI::Option& option, std::vector<std::string> const& words);

/// The words that `--instructions` accepts.
std::vector<std::string> instruction_sets();

}  // namespace liq::cli
