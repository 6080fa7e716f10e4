# The libraries of others. Names that the targets use: liq_hdf5, TBB::tbb, CLI11::CLI11,
# tomlplusplus::tomlplusplus, nlohmann_json::nlohmann_json.
find_package(Threads REQUIRED)
find_package(TBB REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(Boost REQUIRED)
find_package(HDF5 REQUIRED COMPONENTS C HL)

add_library(liq_hdf5 INTERFACE)
if(LIQ_PORTABLE)
  # Debian's shared HDF5 needs curl and through it thirty libraries; the archive needs three, because
  # nothing refers to the cloud drivers (tools/decisions/portable_folder.md).
  foreach(name hdf5_hl hdf5 sz aec z)
    find_library(LIQ_STATIC_${name} lib${name}.a PATH_SUFFIXES hdf5/serial REQUIRED)
    target_link_libraries(liq_hdf5 INTERFACE ${LIQ_STATIC_${name}})
  endforeach()
  target_include_directories(liq_hdf5 SYSTEM INTERFACE ${HDF5_INCLUDE_DIRS})
  target_link_libraries(liq_hdf5 INTERFACE Threads::Threads m ${CMAKE_DL_LIBS})
else()
  target_link_libraries(liq_hdf5 INTERFACE hdf5::hdf5 hdf5::hdf5_hl)
endif()
