/// \file
/// REPORT.h5.checkpoint, the file in which an unfinished run keeps its state.
#pragma once

#include <vector>

#include "host/batch/batch.hpp"
#include "host/batch/part_file.hpp"
#include "host/cli/messages.hpp"
#include "host/cli/options.hpp"

namespace liq::cli {

/// Writes a checkpoint for --resume. If that fails, as on a full disk, it only warns, so that the
/// simulation continues.
void keep(RunOptions const& options, batch::Batch const& batch,
          std::vector<batch::RunState> const& states, batch::Machine const& machine,
          Messages const& messages);

/// Continues from the checkpoint. \throws Error as batch::resume_from; where an input file is
/// missing, the message names this file as the reason
void resume(RunOptions const& options, batch::Batch& batch);

/// Renames the checkpoint of an earlier run, with a warning, when a run starts from the beginning.
/// So the hours of simulation in it are not lost.
void put_checkpoint_aside(RunOptions const& options, Messages const& messages);

}  // namespace liq::cli
