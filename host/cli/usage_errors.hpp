/// \file
/// Error messages for a command line that the program cannot use.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace liq::cli {

/// Requires that the words up to the first option are commands of the program, each of the one
/// before it. It is for calls with --help: CLI11 prints the help before it looks at the words that
/// it does not know.
/// \throws Error(Exit::bad_input) for the first word that is no command, with the nearest one
void require_commands(CLI::App const& program, std::vector<std::string> const& words);

/// Refuses words such as `--output=`, for which CLI11 would take the next word as the value, and
/// `-o=FILE`, for which the name of the file would begin with the equals sign. Words after `--` are
/// names.
/// \throws Error(Exit::bad_input)
void require_values(std::vector<std::string> const& words);

/// Lets parsing refuse empty values, which come from empty variables, and options as the values of
/// other options: of all options of the program and its commands.
void accept_only_values(CLI::App& program);

/// The message for an error that CLI11 found: its own text, or, for a word that it does not know,
/// the nearest word that it does know.
std::string what_is_wrong(CLI::App const& program, CLI::ParseError const& error);

}  // namespace liq::cli
