/// \file
/// Opening files and objects without following anything out of the file. Inside host/storage only.
#pragma once

#include <filesystem>
#include <string>

#include "host/storage/handle.hpp"

namespace liq::storage {

/// Opens the bytes of the file at `path`, which have to stay as they are until it is closed.
/// Exit::bad_input if they are not HDF5 or cut short.
Handle open_image(std::filesystem::path const& path, std::string& image);

/// Whether `object`, an absolute path, exists. Links to nothing or to another file are errors.
bool object_exists(hid_t file, std::filesystem::path const& path, std::string const& object);

/// Opens a group or dataset, `kind` being H5I_GROUP or H5I_DATASET.
Handle open_object(hid_t file, std::filesystem::path const& path, std::string const& object,
                   H5I_type_t kind);

}  // namespace liq::storage
