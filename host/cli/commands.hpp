/// \file
/// The execution of each command. These functions return the exit code, print results to standard
/// output and everything else to standard error, and throw Error for problems that the user can
/// solve.
#pragma once

#include <optional>
#include <string>

#include "host/cli/messages.hpp"
#include "host/cli/options.hpp"

namespace liq::cli {

/// `run` and `demo`: reads, plans, simulates and reports.
int run_command(RunOptions const& options, Messages const& messages);
int market_check_command(std::string const& file, bool strict, Messages const& messages);
/// \param csv  the table to print as CSV (report::market_tables); empty: none
int market_inspect_command(std::string const& file, bool json, std::string const& csv);
/// \param run  the index of a run of the report, from 0, as it was typed; nothing: all runs
int report_show_command(std::string const& file, std::optional<std::string> const& run,
                        TableOptions const& options, Colour colour);
/// Writes the page of a report.
int report_html_command(std::string const& file, std::string const& output);
/// Merges parts into one report.
int report_merge_command(MergeOptions const& options, Messages const& messages);
int schema_command(std::string const& what);

/// Parses the arguments and executes a command.
/// \throws Error(Exit::bad_input) for bad usage, and all that the commands throw
int run_command_line(int argc, char** argv, Messages& messages);

}  // namespace liq::cli
