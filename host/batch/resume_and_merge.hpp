/// \file
/// What is done with part files: a batch goes on from its checkpoint, and the shards of a batch
/// become one.
#pragma once

#include <filesystem>
#include <vector>

#include "host/batch/batch.hpp"
#include "host/batch/part_content.hpp"

namespace liq::batch {

/// Takes what a checkpoint knows into a batch of the same inputs and shard.
/// \throws Error as read_part, and if it is of other inputs, naming what differs
void resume_from(std::filesystem::path const& file, Batch& batch);

/// Joins the parts of all shards.
/// \throws Error(Exit::bad_input) that names the file that is missing, foreign, unfinished or there
/// twice
Part merge_parts(std::vector<std::filesystem::path> const& files);

}  // namespace liq::batch
