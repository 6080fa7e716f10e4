/// \file
/// The batch that the options of `run` ask for.
#pragma once

#include "host/batch/batch.hpp"
#include "host/cli/options.hpp"

namespace liq::cli {

/// Reads the scenario files with what the options set in them, and their markets.
/// \throws Error for wrong options, as batch::read_batch, and if the machine has too little memory
/// for the results of so many runs
batch::Batch asked_batch(RunOptions const& options);

}  // namespace liq::cli
