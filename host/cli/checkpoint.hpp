/// \file
/// REPORT.h5.checkpoint: what a run keeps while it is not finished.
#pragma once

#include <vector>

#include "host/batch/batch.hpp"
#include "host/batch/part_file.hpp"
#include "host/cli/messages.hpp"
#include "host/cli/options.hpp"

namespace liq::cli {

/// Keeps what is done, for --resume; a full disk must not end the simulation.
void keep(RunOptions const& options, batch::Batch const& batch,
          std::vector<batch::RunState> const& states, batch::Machine const& machine,
          Messages const& messages);

/// Takes up the checkpoint; one of other inputs may be so for want of a file.
void resume(RunOptions const& options, batch::Batch& batch);

/// Renames the checkpoint that a run from the beginning finds, and says so: it does not throw away
/// hours that `--resume` could have used.
void put_checkpoint_aside(RunOptions const& options, Messages const& messages);

}  // namespace liq::cli
