# Decides whether the CUDA backend is built, and says so. Sets LIQ_CUDA and the target liq_cuda_flags.
#
# nvcc is tried on a small program first, because CMake's own check_language(CUDA) turns a broken
# toolkit into a silent "there is none".
set(LIQ_CUDA OFF)
add_library(liq_cuda_flags INTERFACE)
if(NOT CUDA MATCHES "^(AUTO|ON|OFF)$")
  message(FATAL_ERROR "CUDA = ${CUDA} is not known. Accepted: AUTO, ON, OFF.")
endif()
if(CUDA STREQUAL "OFF")
  message(STATUS "CUDA backend: no (switched off with CUDA=OFF)")
  return()
endif()

if(NOT LIQ_NVCC) # also looks again when an earlier search found nothing
  unset(LIQ_NVCC CACHE)
  if(DEFINED ENV{CUDACXX})
    set(LIQ_NVCC $ENV{CUDACXX} CACHE FILEPATH "The CUDA compiler")
  endif()
  find_program(LIQ_NVCC nvcc HINTS "$ENV{CUDA_HOME}/bin"
    PATHS /usr/local/cuda/bin ${CMAKE_SOURCE_DIR}/build/cuda-toolkit/cu13/bin
    DOC "The CUDA compiler")
endif()
if(NOT LIQ_NVCC)
  if(CUDA STREQUAL "ON")
    message(FATAL_ERROR "CUDA=ON, and there is no nvcc in PATH, /usr/local/cuda or build/cuda-toolkit. "
      "`tools/setup --cuda` gets one.")
  endif()
  message(STATUS "CUDA backend: no (no nvcc; `tools/setup --cuda` gets one)")
  return()
endif()

if(NOT LIQ_NVCC_WORKS STREQUAL LIQ_NVCC)
  set(trial ${CMAKE_BINARY_DIR}/nvcc-trial)
  file(WRITE ${trial}/trial.cu "#include <cuda_runtime.h>\n#include <thrust/version.h>\n"
    "#include <concepts>\n__global__ void nothing() {}\n"
    "int main() { nothing<<<1, 1>>>(); return cudaDeviceSynchronize() ? 1 : 0; }\n")
  execute_process(COMMAND ${LIQ_NVCC} -std=c++20 -ccbin ${CMAKE_CXX_COMPILER} -o trial trial.cu
    WORKING_DIRECTORY ${trial} RESULT_VARIABLE failed OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(failed)
    set(text "${LIQ_NVCC} is there and does not work: it cannot build a program of five lines.\n${output}")
    if(CUDA STREQUAL "ON")
      message(FATAL_ERROR "CUDA=ON: ${text}")
    endif()
    message(WARNING "The CUDA backend is NOT built. ${text}\n"
      "Repair the toolkit, or say -DCUDA=OFF to build for the CPU only.")
    return()
  endif()
  set(LIQ_NVCC_WORKS ${LIQ_NVCC} CACHE INTERNAL "The nvcc that built the trial program")
endif()

set(CMAKE_CUDA_COMPILER ${LIQ_NVCC})
set(CMAKE_CUDA_HOST_COMPILER ${CMAKE_CXX_COMPILER})
set(CMAKE_CUDA_ARCHITECTURES ${LIQ_CUDA_ARCHITECTURES})
# Also links the static CUDA runtime. FindCUDAToolkit is not used: CMake 3.25's stops at a toolkit
# without NVTX, such as the one from Python packages.
enable_language(CUDA)

# CMake 3.25 does not know C++20 for nvcc and would quietly fall back to C++17.
if(NOT cuda_std_20 IN_LIST CMAKE_CUDA_COMPILE_FEATURES)
  set(CMAKE_CUDA20_STANDARD_COMPILE_OPTION "-std=c++20")
  set(CMAKE_CUDA20_EXTENSION_COMPILE_OPTION "-std=c++20")
  set(CMAKE_CUDA20_COMPILE_FEATURES cuda_std_20)
  list(APPEND CMAKE_CUDA_COMPILE_FEATURES cuda_std_20)
endif()
set(CMAKE_CUDA_STANDARD 20)
set(CMAKE_CUDA_STANDARD_REQUIRED ON)

# Registers that do not fit are an error where the house's own architecture is built alone.
set(refuse_spills)
if(LIQ_CUDA_ARCHITECTURES STREQUAL "90")
  set(refuse_spills -Xptxas=-warn-spills,-Werror)
endif()

# The PTX stays uncompressed so that a test can read every kernel in the very program that ships.
string(REPLACE ";" "," host_flags "${LIQ_SAME_BITS}")
target_compile_options(liq_cuda_flags INTERFACE $<$<COMPILE_LANGUAGE:CUDA>:--fmad=false -lineinfo
  --expt-relaxed-constexpr --no-compress ${refuse_spills} -Xcompiler=-Wall,-Wextra,-Wno-unknown-pragmas,${host_flags}>
  # nvcc rewrites designated initialisers in a style of its own.
  $<$<AND:$<COMPILE_LANGUAGE:CUDA>,$<CXX_COMPILER_ID:Clang>>:-Xcompiler=-Wno-gnu-designator>)
set(LIQ_CUDA ON)
message(STATUS "CUDA backend: yes (${LIQ_NVCC}, architectures ${LIQ_CUDA_ARCHITECTURES})")
