/// \file
/// Part files: the state of a batch as an HDF5 file. A part file is either a checkpoint, from which
/// a batch can resume, or the results of one shard, to be merged. It contains the inputs that the
/// final report needs. Only this program in the same revision can read its counts.
#pragma once

#include <filesystem>
#include <vector>

#include "host/batch/batch.hpp"
#include "host/batch/part_content.hpp"

namespace liq::batch {

inline constexpr char const* part_filetype = "liqcascade-part";
inline constexpr int part_schema_major = 1;
inline constexpr int part_schema_minor = 0;

/// Writes the state of a batch: either the whole file or nothing.
/// \throws Error(Exit::no_file) as storage::NewFile
void write_part(std::filesystem::path const& file, Batch const& batch,
                std::vector<RunState> const& states, Machine const& machine);

/// Reads a part file.
/// \throws Error: Exit::no_file if it cannot be read; Exit::bad_input if it is not a part file, is
/// damaged, or was written by another revision of the program
Part read_part(std::filesystem::path const& file);

}  // namespace liq::batch
