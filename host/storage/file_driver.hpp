/// \file
/// HDF5's way to a NewFile. Inside host/storage only.
#pragma once

#include "host/storage/handle.hpp"
#include "host/storage/new_file.hpp"

namespace liq::storage {

/// What HDF5 writes to and what went wrong there. After the first error nothing more is written,
/// and HDF5 is told that all went well: it cannot close a file that it could not write, and at the
/// end of the program it would try for ever. Whoever publishes the file looks at `error` first.
struct DrivenFile {
    NewFile* file = nullptr;
    int error = 0;  ///< errno of the first failure; 0: none
};

/// Makes H5Fcreate with this access list write to `into`, which outlives the HDF5 file.
void drive(Handle const& access, DrivenFile& into);

}  // namespace liq::storage
