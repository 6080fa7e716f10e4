/// \file
/// Checks that no output overwrites an input.
#pragma once

#include <filesystem>
#include <string>

#include "host/batch/batch.hpp"
#include "host/cli/options.hpp"

namespace liq::cli {

/// The file from which `--resume` continues: REPORT.h5.checkpoint.
std::filesystem::path checkpoint_of(std::string const& report_file);
/// The new name of a checkpoint that a run without `--resume` finds: REPORT.h5.checkpoint.old.
std::filesystem::path old_checkpoint_of(std::string const& report_file);

/// Refuses (Exit::bad_input) if `-o report_file`, or a file that a run writes beside it
/// (checkpoint, lock), is the same file as `input`, also by another path, through links or under
/// another name. If `report_file` is empty, nothing is written and nothing is refused.
void require_output_is_not(std::string const& report_file, std::filesystem::path const& input);

/// The same if `--html html_file` is the same file as `other`, an input or the report.
void require_page_is_not(std::string const& html_file, std::filesystem::path const& other);

/// The same for all files that the scenarios of a call name. It is called before anything else, and
/// also checks scenarios that cannot be read.
void require_output_is_no_input(RunOptions const& options);

/// The same for the inputs of the runs that were read. It also refuses a file that cannot be
/// written, so that no run fails for this reason after hours of simulation. It changes no file.
void check_report_file(RunOptions const& options, batch::Batch const& batch);

}  // namespace liq::cli
