/// \file
/// Opens files and objects; links to other files are not followed. Only for use inside
/// host/storage.
#pragma once

#include <filesystem>
#include <string>

#include "host/storage/handle.hpp"

namespace liq::storage {

/// Opens the bytes of the file at `path`. They must not change until the handle is closed.
/// \throws Error(Exit::bad_input) if they are not HDF5 or are incomplete
Handle open_image(std::filesystem::path const& path, std::string& image);

/// Whether `object`, an absolute path, exists. A link to a missing object or to another file is an
/// Error.
bool object_exists(hid_t file, std::filesystem::path const& path, std::string const& object);

/// Opens a group or a dataset.
/// \param kind  H5I_GROUP or H5I_DATASET
Handle open_object(hid_t file, std::filesystem::path const& path, std::string const& object,
                   H5I_type_t kind);

}  // namespace liq::storage
