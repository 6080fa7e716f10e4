/// \file
/// What `--resume` finds when nothing is left to do.
#pragma once

#include <optional>

#include "host/batch/batch.hpp"
#include "host/cli/messages.hpp"
#include "host/cli/options.hpp"
#include "host/errors.hpp"

namespace liq::cli {

/// Where `-o` names the finished report, or the finished part, of the very same batch: says so,
/// prints the results of a report as the run did, and gives the exit code that the run had.
/// Nothing where the batch has to be simulated: there is no such file, or it is of other scenarios,
/// markets or another program, not complete, or not readable.
std::optional<Exit> finished_before(RunOptions const& options, batch::Batch const& batch,
                                    Messages const& messages);

}  // namespace liq::cli
