/// \file
/// The names of the axes of a dataset. Only for use inside host/storage.
#pragma once

#include <string>
#include <vector>

#include "host/storage/handle.hpp"

namespace liq::storage {

/// The names of each axis of an open dataset: those of the dimension scales that are attached to it
/// (as h5py, xarray and netCDF do), else its label (h5py). An axis without scale and label, or
/// whose scale was deleted, has no name.
/// \param where  name of the dataset in messages
/// \throws Error(Exit::bad_input) for an attribute DIMENSION_LIST that is not a list of scales
std::vector<std::vector<std::string>> axis_names(hid_t dataset, std::string const& where);

}  // namespace liq::storage
