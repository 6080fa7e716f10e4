# Flags shared by every target. Path arithmetic must give the same bits under every compiler and
# instruction set: no contraction, no fast-math (tools/decisions/same_bits.md).
set(LIQ_SAME_BITS -ffp-contract=off -fno-math-errno -fno-trapping-math)

add_library(liq_flags INTERFACE)
target_include_directories(liq_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(liq_flags INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra $<$<NOT:$<BOOL:$<TARGET_PROPERTY:LIQ_IN_PIECES>>>:-Wshadow> -Wconversion -Wno-sign-conversion
    -Wno-unknown-pragmas ${LIQ_SAME_BITS}>
  # g++ 12 sees overlapping copies in std::string where there are none.
  $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-restrict>
  # Thrust 1.17 sorts with std::get_temporary_buffer.
  $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-Wno-deprecated-declarations>)

# Debug keeps the EXPECT and ENSURE checks (models/core/expect.hpp), yet must run millions of steps. Under
# the sanitizers the compiler takes two and a half times as long for -O1 -g as for this.
if(LIQ_FUZZ)
  set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")  # hours of running, minutes of compiling
  target_compile_options(liq_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fsanitize=fuzzer-no-link>)
elseif(LIQ_SANITIZE)
  set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
else()
  set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g")
endif()

if(LIQ_SANITIZE)
  set(flags -fsanitize=${LIQ_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_compile_options(liq_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:${flags}>)
  target_link_options(liq_flags INTERFACE ${flags})
endif()
