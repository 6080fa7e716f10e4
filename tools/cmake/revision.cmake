# `--version` and every report name the git revision that was built. It is read at each build, and the
# file that holds it is touched only when it has changed.
if(CMAKE_SCRIPT_MODE_FILE)
  execute_process(COMMAND git -C ${SOURCE} describe --always --dirty --abbrev=12 --exclude=*
    OUTPUT_VARIABLE revision ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT revision)
    set(revision "unknown")
  endif()
  file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[// Written by tools/cmake/revision.cmake.
#include "host/revision.hpp"

namespace liq {

std::string_view program_version() { return "@VERSION@"; }

std::string_view git_revision() { return "@revision@"; }

}  // namespace liq
]])
  return()
endif()

set(LIQ_REVISION_SOURCE ${CMAKE_BINARY_DIR}/generated/revision.cpp)
add_custom_target(liq_revision BYPRODUCTS ${LIQ_REVISION_SOURCE}
  COMMAND ${CMAKE_COMMAND} -DSOURCE=${CMAKE_SOURCE_DIR} -DOUTPUT=${LIQ_REVISION_SOURCE}
    -DVERSION=${PROJECT_VERSION} -P ${CMAKE_CURRENT_LIST_FILE}
  VERBATIM)
