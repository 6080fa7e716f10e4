# clang 19 where nobody has chosen a compiler: it makes the engine up to twice as fast as g++ 12 does, with the
# same bits, and under the address sanitizer it compiles the host, whose headers it precompiles, in a third of g++'s time
# (tools/decisions/compiler.md). The thread sanitizer is g++'s.
if(DEFINED CMAKE_CXX_COMPILER OR DEFINED CMAKE_C_COMPILER OR DEFINED ENV{CXX} OR DEFINED ENV{CC})
  return()
endif()
find_program(LIQ_CLANGXX NAMES clang++-19)
find_program(LIQ_CLANG NAMES clang-19)
set(lacking)
if(NOT (LIQ_CLANGXX AND LIQ_CLANG))
  set(lacking "clang 19 is not installed; the engine will be slower than it can be")
elseif(LIQ_SANITIZE MATCHES "thread")
  set(lacking "g++ for the thread sanitizer")
elseif(LIQ_SANITIZE)
  # Its run-time libraries are a package of their own.
  set(trial ${CMAKE_BINARY_DIR}/sanitizer-trial)
  file(WRITE ${trial}.cpp "int main() {}\n")
  execute_process(COMMAND ${LIQ_CLANGXX} -fsanitize=${LIQ_SANITIZE} ${trial}.cpp -o ${trial}
    RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
  if(failed)
    set(lacking "g++ for the sanitizers: the libraries of clang's are not installed")
  endif()
endif()
if(lacking)
  message(STATUS "${lacking}")
else()
  set(CMAKE_CXX_COMPILER ${LIQ_CLANGXX})
  set(CMAKE_C_COMPILER ${LIQ_CLANG})
endif()
