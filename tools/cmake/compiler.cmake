# clang 19 where nobody has chosen a compiler: it makes the engine up to twice as fast as g++ 12 does, with the
# same bits (tools/decisions/compiler.md). Sanitized builds keep g++, whose runtime libraries are always there.
if(NOT LIQ_SANITIZE AND NOT DEFINED CMAKE_CXX_COMPILER AND NOT DEFINED CMAKE_C_COMPILER
   AND NOT DEFINED ENV{CXX} AND NOT DEFINED ENV{CC})
  find_program(LIQ_CLANGXX NAMES clang++-19)
  find_program(LIQ_CLANG NAMES clang-19)
  if(LIQ_CLANGXX AND LIQ_CLANG)
    set(CMAKE_CXX_COMPILER ${LIQ_CLANGXX})
    set(CMAKE_C_COMPILER ${LIQ_CLANG})
  else()
    message(STATUS "clang 19 is not installed; the engine will be slower than it can be")
  endif()
endif()
