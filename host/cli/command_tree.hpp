/// \file
/// The commands and options of the program as plain data, for completion.hpp. Only for files that
/// use CLI11.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace liq::cli {

/// An option, or an argument without a name.
struct KnownOption {
    std::vector<std::string> names;  ///< "-o", "--output"; of an argument none
    std::string value;               ///< what the help shows for its value; empty: a flag
    std::vector<std::string> words;  ///< that its value may be; empty: any
    std::string meaning;
    bool is_file = false;      ///< whether its value is the name of a file
    bool is_repeated = false;  ///< whether it may stand there more than once
};

struct KnownCommand {
    std::string path;  ///< "report show"; empty: the program itself
    std::string name;  ///< "show"
    std::string meaning;
    std::vector<KnownOption> options, arguments;
    std::vector<KnownCommand> below;
};

/// The tree of all commands.
KnownCommand command_tree(CLI::App const& program);

/// All commands of a tree that can be named, the program first, each before those below it.
std::vector<KnownCommand const*> all_commands(KnownCommand const& tree);

}  // namespace liq::cli
