/// \file
/// What each command does. They return the exit code, print results to standard output and
/// everything else to standard error, and throw Error for what the user can mend.
#pragma once

#include <string>

#include "host/cli/options.hpp"

namespace liq {

int run_command(RunOptions const& options);
int market_check_command(std::string const& file);
int market_inspect_command(std::string const& file, bool json);
int report_show_command(std::string const& file, bool json, Colour colour);
int schema_command(std::string const& what);

/// Parses the arguments and calls a command; bad usage is exit code 2.
int run_command_line(int argc, char** argv);

/// Writes all of `text` to standard output. \throws Error(Exit::no_file) when it does not arrive,
/// as on a full disk
void print_result(std::string const& text);

}  // namespace liq
