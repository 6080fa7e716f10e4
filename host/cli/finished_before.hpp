/// \file
/// The case that `--resume` has nothing left to do.
#pragma once

#include <optional>

#include "host/batch/batch.hpp"
#include "host/cli/messages.hpp"
#include "host/cli/options.hpp"
#include "host/errors.hpp"

namespace liq::cli {

/// If `-o` names the finished report, or the finished part, of exactly this batch: prints a note
/// and the results of the report as the run did, and returns the exit code that the run had.
/// Otherwise it returns nothing and the batch has to be simulated: there is no such file, or it is
/// from other scenarios, markets or another program, or it is incomplete or not readable.
std::optional<Exit> finished_before(RunOptions const& options, batch::Batch const& batch,
                                    Messages const& messages);

}  // namespace liq::cli
