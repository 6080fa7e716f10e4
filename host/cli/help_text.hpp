/// \file
/// What `--version` and `--help` print.
#pragma once

#include <string>

namespace liq::cli {

/// Version, revision, backends and instruction sets of the program.
std::string version_text();

/// Removes the second of two empty lines, which CLI11 writes between groups.
std::string with_single_gaps(std::string text);

}  // namespace liq::cli
