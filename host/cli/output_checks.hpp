/// \file
/// An output must not take the place of what it is made from.
#pragma once

#include <filesystem>
#include <string>

#include "host/batch/batch.hpp"
#include "host/cli/options.hpp"

namespace liq::cli {

/// The file of a run that goes on with `--resume`: REPORT.h5.checkpoint.
std::filesystem::path checkpoint_of(std::string const& report_file);
/// Where a checkpoint is kept that a run without `--resume` found: REPORT.h5.checkpoint.old.
std::filesystem::path old_checkpoint_of(std::string const& report_file);

/// Refuses (Exit::bad_input) where `-o report_file`, or a file that a run keeps beside it
/// (checkpoint, lock), is the file `input`: by whatever path, through links, or under another name
/// of the same file. An empty `report_file` writes nothing.
void require_output_is_not(std::string const& report_file, std::filesystem::path const& input);

/// The same for all that the scenarios of a call name: before anything else, and also where a
/// scenario cannot be read as one.
void require_output_is_no_input(RunOptions const& options);

/// The same for the inputs of the runs that were read; and refuses a place that cannot be written
/// to, so that no run fails after hours of simulation. It changes nothing.
void check_report_file(RunOptions const& options, batch::Batch const& batch);

}  // namespace liq::cli
