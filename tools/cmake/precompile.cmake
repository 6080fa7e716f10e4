# liq_precompile(TARGET HEADER...): headers of others that most sources of a target include, compiled once
# for all of them: half of the time that such a source takes. Sources still include what they use; without
# precompiled headers (CMAKE_DISABLE_PRECOMPILE_HEADERS) everything builds as well. For clang only: g++ 12 takes
# three times as long with them as without.
function(liq_precompile target)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL Clang)
    return()
  endif()
  target_precompile_headers(${target} PRIVATE <algorithm> <array> <cmath> <functional> <map> <memory>
    <optional> <span> <sstream> <string> <string_view> <variant> <vector> <nlohmann/json.hpp> ${ARGN})
endfunction()
