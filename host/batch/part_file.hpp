/// \file
/// What is known of a batch so far, as a file: a checkpoint to resume from, or the share of a shard
/// to be merged. HDF5, with the inputs that the final report needs; its counts are for this program
/// alone, of the same revision.
#pragma once

#include <filesystem>
#include <vector>

#include "host/batch/batch.hpp"
#include "host/batch/part_content.hpp"

namespace liq::batch {

inline constexpr char const* part_filetype = "liqcascade-part";
inline constexpr int part_schema_major = 1;
inline constexpr int part_schema_minor = 0;

/// Writes what is known, whole or not at all.
/// \throws Error(Exit::no_file) as write_atomically
void write_part(std::filesystem::path const& file, Batch const& batch,
                std::vector<RunState> const& states, Machine const& machine);

/// \throws Error: Exit::no_file if it cannot be read; Exit::bad_input if it is no such file,
/// damaged or of another revision of the program
Part read_part(std::filesystem::path const& file);

}  // namespace liq::batch
