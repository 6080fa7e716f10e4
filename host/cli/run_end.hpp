/// \file
/// What is done when the simulation of a batch is over.
#pragma once

#include "host/batch/batch.hpp"
#include "host/batch/part_file.hpp"
#include "host/batch/run_batch.hpp"
#include "host/cli/deliver.hpp"
#include "host/cli/messages.hpp"
#include "host/cli/options.hpp"
#include "host/running/stop_signal.hpp"

namespace liq::cli {

/// Writes the report or the part, prints the results, and keeps a checkpoint of what is not
/// finished or could not be written.
/// \param end       how the simulation ended
/// \param delivery  of the report; null where a part is written
/// \returns the exit code. \throws Error if a file could not be written, or for what stopped the
/// only run
int end_run(RunOptions const& options, batch::Batch const& batch, batch::Machine const& machine,
            batch::BatchEnd end, Delivery* delivery, running::StopSignal const& signal,
            Messages const& messages);

}  // namespace liq::cli
