/// \file
/// What shells and `man` know of the commands: made from the same options that `help` prints. Only
/// for files that use CLI11.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace liq::cli {

/// A script that completes the words of a command line.
std::string bash_completion(CLI::App const& program);
std::string zsh_completion(CLI::App const& program);

/// The sections COMMANDS and EXIT STATUS of a man page, in roff.
std::string man_sections(CLI::App const& program);

/// Adds the command `completion`, whose word it puts into `what`.
CLI::App& add_completion_command(CLI::App& program, std::string& what);
/// Prints what the command was asked for. \returns the exit code
int completion_command(CLI::App const& program, std::string const& what);

}  // namespace liq::cli
