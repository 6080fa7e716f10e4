# The two packages (tools/package), both from one build: a .deb, whose libraries apt installs, and a tarball
# that needs nothing but glibc 2.36 (tools/decisions/portable_folder.md). Install components `deb` and `tarball`.
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME deb)

# Texts of others' licences: of what is compiled in, and in the tarball also of what is linked in and carried.
function(liq_install_licences component destination)
  foreach(package ${ARGN})
    if(EXISTS /usr/share/doc/${package}/copyright)
      install(FILES /usr/share/doc/${package}/copyright DESTINATION ${destination} RENAME ${package}
        COMPONENT ${component} EXCLUDE_FROM_ALL)
    endif()
  endforeach()
endfunction()
set(compiled_in libboost-dev libcli11-dev libeigen3-dev libjs-chart.js librandom123-dev libtbb-dev libthrust-dev
  libtomlplusplus-dev nlohmann-json3-dev)
set(carried libaec-dev libcsv-dev libgcc-s1 libhdf5-dev libnlopt0 libstdc++6 libtbb12 zlib1g-dev)

install(TARGETS liqcascade RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY scenarios/ DESTINATION ${CMAKE_INSTALL_DATADIR}/liqcascade/scenarios)
install(FILES LICENSE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
# The man page and what completes command lines: the program itself prints them (host/cli/completion.hpp). One that carries
# its libraries elsewhere, or is slow under sanitizers, is not asked.
set(shell ${CMAKE_BINARY_DIR}/shell)
if(NOT LIQ_PORTABLE AND NOT LIQ_SANITIZE)
  file(MAKE_DIRECTORY ${shell})
  add_custom_command(OUTPUT ${shell}/liqcascade.1.gz
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:liqcascade> -DPAGE=${CMAKE_SOURCE_DIR}/tools/packaging/liqcascade.1
      -DFOLDER=${shell} -P ${CMAKE_SOURCE_DIR}/tools/cmake/shell_files.cmake
    DEPENDS liqcascade tools/packaging/liqcascade.1 tools/cmake/shell_files.cmake VERBATIM)
  add_custom_target(liq_shell_files ALL DEPENDS ${shell}/liqcascade.1.gz)
endif()
install(FILES ${shell}/liqcascade.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 OPTIONAL)
install(FILES ${shell}/liqcascade.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
  RENAME liqcascade OPTIONAL)
install(FILES ${shell}/_liqcascade DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions OPTIONAL)
install(FILES tools/packaging/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT deb EXCLUDE_FROM_ALL)
liq_install_licences(deb ${CMAKE_INSTALL_DOCDIR}/licences ${compiled_in})
install(PROGRAMS tools/nightly/run-night tools/nightly/build-snapshots DESTINATION lib/liqcascade)
set(examples ${CMAKE_INSTALL_DOCDIR}/examples)
install(DIRECTORY tools/nightly tools/cluster DESTINATION ${examples} USE_SOURCE_PERMISSIONS
  PATTERN run-night EXCLUDE PATTERN build-snapshots EXCLUDE PATTERN __pycache__ EXCLUDE)
install(DIRECTORY tools/python/src/liqcascade DESTINATION lib/python3/dist-packages PATTERN __pycache__ EXCLUDE)
install(DIRECTORY tools/python/examples/ DESTINATION ${examples}/python)

if(LIQ_TARBALL)
  install(PROGRAMS $<TARGET_FILE:liqcascade_portable> DESTINATION bin RENAME liqcascade
    COMPONENT tarball EXCLUDE_FROM_ALL)
  liq_carry_libraries(tarball)
  install(DIRECTORY scenarios DESTINATION . COMPONENT tarball EXCLUDE_FROM_ALL)
  install(FILES LICENSE README.md CHANGELOG.md ${shell}/liqcascade.1 DESTINATION . COMPONENT tarball EXCLUDE_FROM_ALL)
  install(FILES ${shell}/liqcascade.bash ${shell}/_liqcascade DESTINATION completion COMPONENT tarball EXCLUDE_FROM_ALL)
  liq_install_licences(tarball licences ${compiled_in} ${carried})
  install(DIRECTORY tools/nightly tools/cluster tools/python DESTINATION . USE_SOURCE_PERMISSIONS
    COMPONENT tarball EXCLUDE_FROM_ALL PATTERN __pycache__ EXCLUDE PATTERN build EXCLUDE PATTERN *.egg-info EXCLUDE)
endif()

set(CPACK_PACKAGE_VENDOR "The liqcascade maintainers")
set(CPACK_PACKAGE_CONTACT "The liqcascade maintainers <maintainers@liqcascade.invalid>")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_STRIP_FILES ON)
set(CPACK_GENERATOR DEB)
if(LIQ_TARBALL)
  list(APPEND CPACK_GENERATOR TGZ)
endif()
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "python3-h5netcdf, python3-matplotlib, python3-pandas, python3-xarray")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
  "Reads a market snapshot and a scenario, runs many paths of the price with the
forced liquidations that it causes, on the CPU or on an NVIDIA GPU, and reports
how likely the events asked for are, with their errors, with and without those
liquidations.")
configure_file(tools/cmake/package_kinds.cmake.in package_kinds.cmake @ONLY)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_BINARY_DIR}/package_kinds.cmake)
include(CPack)
