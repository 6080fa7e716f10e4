/// \file
/// Crashes inside of the HDF5 library.
#pragma once

namespace liq::fuzz {

/// The exit code of a run that ended because the HDF5 library crashed.
inline constexpr int library_crashed = 77;

/// Ends the process quietly, with `library_crashed`, where the HDF5 library itself crashes: the
/// program reads such files in a child process, for which a crash is what a refusal is
/// (host/storage/isolated.hpp). Crashes anywhere else stay what they are.
void survive_crashes_of_hdf5();

}  // namespace liq::fuzz
