/// \file
/// Which program this is. CMake writes the definitions at build time (tools/cmake/revision.cmake).
#pragma once

#include <string_view>

namespace liq {

/// The version of the release, as "0.1.0".
std::string_view program_version();

/// The git revision that was built, with "-dirty" when files differed from it; "unknown" when the
/// sources came without git.
std::string_view git_revision();

}  // namespace liq
