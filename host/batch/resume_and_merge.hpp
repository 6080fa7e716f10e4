/// \file
/// How part files are used: a batch resumes from its checkpoint, and the shards of a batch are
/// merged into one.
#pragma once

#include <filesystem>
#include <vector>

#include "host/batch/batch.hpp"
#include "host/batch/part_content.hpp"

namespace liq::batch {

/// Takes the states of a checkpoint over into a batch with the same inputs and shard.
/// \throws Error as read_part, and if inputs or shard differ, which the message names
void resume_from(std::filesystem::path const& file, Batch& batch);

/// Merges the parts of all shards.
/// \throws Error(Exit::bad_input) that names a file which belongs to another batch, is unfinished
/// or was given twice, or the shard that is missing
Part merge_parts(std::vector<std::filesystem::path> const& files);

}  // namespace liq::batch
