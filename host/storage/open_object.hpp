/// \file
/// Opening files and objects without following anything out of the file. Inside host/storage only.
#pragma once

#include <filesystem>
#include <string>

#include "host/storage/handle.hpp"

namespace liq::storage {

/// Opens a regular file for reading. Exit::no_file if it is missing, not a file, not readable or
/// locked; Exit::bad_input if it is not HDF5 or cut short.
Handle open_for_reading(std::filesystem::path const& path);

/// Whether `object`, an absolute path, exists. Links to nothing or to another file are errors.
bool object_exists(hid_t file, std::filesystem::path const& path, std::string const& object);

/// Opens a group or dataset, `kind` being H5I_GROUP or H5I_DATASET.
Handle open_object(hid_t file, std::filesystem::path const& path, std::string const& object,
                   H5I_type_t kind);

}  // namespace liq::storage
