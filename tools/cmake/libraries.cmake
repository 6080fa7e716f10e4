# The libraries of others. Names that the targets use: liq_hdf5, liq_packed_files (zlib and libcsv), liq_estimators
# (Eigen and NLopt), TBB::tbb, CLI11::CLI11, nlohmann_json::nlohmann_json. toml++ is headers only (host/scenario/toml_parser.hpp).
find_package(Threads REQUIRED)
find_package(TBB REQUIRED)
find_package(CLI11 REQUIRED)
find_path(LIQ_TOMLPLUSPLUS toml++/toml.h REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(Boost REQUIRED)
find_package(ZLIB REQUIRED)
find_path(LIQ_CSV_INCLUDE csv.h REQUIRED)
find_library(LIQ_CSV csv REQUIRED)
find_path(LIQ_EIGEN eigen3/Eigen/Dense REQUIRED)
find_path(LIQ_NLOPT_INCLUDE nlopt.hpp REQUIRED)
find_library(LIQ_NLOPT nlopt REQUIRED)
# What draws the charts of a page (host/page); a file that the program carries, no library.
find_file(LIQ_CHART_JS chart.min.js PATHS /usr/share/javascript/chart.js NO_DEFAULT_PATH)
if(NOT LIQ_CHART_JS)
  message(FATAL_ERROR "Chart.js is not installed. Debian's package libjs-chart.js has it; tools/setup installs it.")
endif()
find_package(HDF5 REQUIRED COMPONENTS C HL)

# Debian's shared HDF5 needs curl and through it thirty libraries; the archive needs three, because nothing
# refers to the cloud drivers (tools/decisions/portable_folder.md). Every program takes the archives where
# LIQ_PORTABLE is on; elsewhere the program of the tarball does, which has the property LIQ_STATIC_HDF5.
set(archives)
foreach(name hdf5_hl hdf5 sz aec z csv)
  find_library(LIQ_STATIC_${name} lib${name}.a PATH_SUFFIXES hdf5/serial)
  list(APPEND archives ${LIQ_STATIC_${name}})
endforeach()
if("${archives}" MATCHES NOTFOUND)
  set(LIQ_TARBALL OFF)
  if(LIQ_PORTABLE)
    message(FATAL_ERROR "LIQ_PORTABLE needs archives of HDF5 and of what it uses; found: ${archives}")
  endif()
elseif(LIQ_PORTABLE OR LIQ_SANITIZE OR NOT CMAKE_BUILD_TYPE STREQUAL "Release")
  set(LIQ_TARBALL OFF)
else()
  set(LIQ_TARBALL ON)
endif()

add_library(liq_hdf5 INTERFACE)
target_include_directories(liq_hdf5 SYSTEM INTERFACE ${HDF5_INCLUDE_DIRS})
if(LIQ_PORTABLE)
  set(with_archives 1)
else()
  set(with_archives $<BOOL:$<TARGET_PROPERTY:LIQ_STATIC_HDF5>>)
endif()
foreach(library ${archives} Threads::Threads m ${CMAKE_DL_LIBS})
  target_link_libraries(liq_hdf5 INTERFACE $<${with_archives}:${library}>)
endforeach()
foreach(library hdf5::hdf5 hdf5::hdf5_hl)
  target_link_libraries(liq_hdf5 INTERFACE $<$<NOT:${with_archives}>:${library}>)
endforeach()

# What files of exchanges are packed in and made of. Static where HDF5 is; its archives contain both.
add_library(liq_packed_files INTERFACE)
target_include_directories(liq_packed_files SYSTEM INTERFACE ${LIQ_CSV_INCLUDE})
target_link_libraries(liq_packed_files INTERFACE $<$<NOT:${with_archives}>:ZLIB::ZLIB>
  $<$<NOT:${with_archives}>:${LIQ_CSV}>)

# What estimates: linear algebra (headers only, eigen3/Eigen) and an optimiser, of which Debian has no archive.
add_library(liq_estimators INTERFACE)
target_link_libraries(liq_estimators INTERFACE ${LIQ_NLOPT})
