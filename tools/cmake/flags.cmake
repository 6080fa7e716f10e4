# Flags shared by every target. Path arithmetic must give the same bits under every compiler and
# instruction set: no contraction, no fast-math (tools/decisions/).
add_library(liq_flags INTERFACE)
target_include_directories(liq_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(liq_flags INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion
    -Wno-unknown-pragmas -ffp-contract=off -fno-math-errno -fno-trapping-math>)
