/// \file
/// What `--version` and `--help` print.
#pragma once

#include <string>

namespace liq::cli {

/// Version, revision, backends and instruction sets of the program.
std::string version_text();

/// Where output goes, and the exit codes: the end of every help.
std::string help_footer();

/// Removes the second of two empty lines, which CLI11 writes between groups.
std::string with_single_gaps(std::string text);

}  // namespace liq::cli
