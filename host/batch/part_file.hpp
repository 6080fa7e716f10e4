/// \file
/// What is known of a batch so far, as a file: a checkpoint to resume from, or the share of a shard
/// to be merged. HDF5, with the inputs that the final report needs; its counts are for this program
/// alone, of the same revision.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "host/batch/batch.hpp"

namespace liq::batch {

inline constexpr char const* part_filetype = "liqcascade-part";
inline constexpr int part_schema_major = 1;
inline constexpr int part_schema_minor = 0;

/// The machine that simulated, for the report.
struct Machine {
    std::string backend, device;
    int threads = 0;   ///< of all devices of the CPU; 0 on cards
    int devices = 1;   ///< that work side by side
    std::string note = {};  ///< why the backend is another than one would expect; mostly empty
};

struct Part {
    Batch batch;  ///< complete: its scenarios and markets are those of the inputs
    std::string inputs_sha256;
    Machine machine;
};

/// Writes what is known, whole or not at all.
/// \throws Error(Exit::no_file) as write_atomically
void write_part(std::filesystem::path const& file, Batch const& batch,
                std::vector<RunState> const& states, Machine const& machine);

/// \throws Error: Exit::no_file if it cannot be read; Exit::bad_input if it is no such file,
/// damaged or of another revision of the program
Part read_part(std::filesystem::path const& file);

/// Takes what a checkpoint knows into a batch of the same inputs and shard.
/// \throws Error also if it is of other inputs, naming what differs
void resume_from(std::filesystem::path const& file, Batch& batch);

/// Joins the parts of all shards.
/// \throws Error(Exit::bad_input) that names the file that is missing, foreign, unfinished or there
/// twice
Part merge_parts(std::vector<std::filesystem::path> const& files);

}  // namespace liq::batch
