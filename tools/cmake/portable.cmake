# The folder of LIQ_PORTABLE: everything that a bare machine with glibc needs (tools/portable fills it,
# tools/check-portable proves it). Install component `portable`, laid out as bin/ lib/ scenarios/ tests/.

# TBB and NLopt have no static library, and TBB itself needs the C++ runtime, so all are carried: a second, static
# copy of the runtime in the same process would split exceptions and locales in two.
function(liq_carry_libraries component)
  foreach(library libnlopt.so.0 libtbb.so.12 libstdc++.so.6 libgcc_s.so.1)
    execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=${library}
      OUTPUT_VARIABLE path OUTPUT_STRIP_TRAILING_WHITESPACE)
    file(REAL_PATH ${path} real)
    install(FILES ${real} DESTINATION lib RENAME ${library} COMPONENT ${component} EXCLUDE_FROM_ALL)
  endforeach()
endfunction()

if(NOT LIQ_PORTABLE)
  return()
endif()

# DT_RPATH rather than DT_RUNPATH: it also counts for what the carried libraries need in turn.
set(CMAKE_INSTALL_RPATH "$ORIGIN/../lib")
add_link_options(-Wl,--disable-new-dtags)
liq_carry_libraries(portable)

# Puts programs into the folder, at `destination` below its root.
function(liq_carry destination)
  install(TARGETS ${ARGN} RUNTIME DESTINATION ${destination} COMPONENT portable EXCLUDE_FROM_ALL)
endfunction()

install(DIRECTORY scenarios DESTINATION . COMPONENT portable EXCLUDE_FROM_ALL)
install(DIRECTORY tests DESTINATION . COMPONENT portable EXCLUDE_FROM_ALL
  FILES_MATCHING PATTERN *.toml PATTERN *.h5 PATTERN *.json
  REGEX "/(architecture|benchmark|fuzz|must_not_compile|support|__pycache__)$" EXCLUDE)
install(FILES LICENSE README.md DESTINATION . COMPONENT portable EXCLUDE_FROM_ALL)
install(PROGRAMS tools/cmake/run_tests.sh DESTINATION . COMPONENT portable EXCLUDE_FROM_ALL)
