/// \file
/// What the axes of a dataset are called. Inside host/storage only.
#pragma once

#include <string>
#include <vector>

#include "host/storage/handle.hpp"

namespace liq::storage {

/// Names of every axis of an open dataset: the names of the dimension scales that are attached to
/// it (as h5py, xarray and netCDF do), or else its label (h5py). An axis without either has none,
/// nor has one whose scale was deleted. `where` names the dataset in messages.
/// \throws Error(Exit::bad_input) for an attribute DIMENSION_LIST that is no list of scales
std::vector<std::vector<std::string>> axis_names(hid_t dataset, std::string const& where);

}  // namespace liq::storage
