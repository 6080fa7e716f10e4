/// \file
/// The text of a scenario file, and what can be said of changes to it before it is read.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace liq::scenario {

/// The bytes of the file. \throws Error(Exit::no_file) if it cannot be read
std::string read_file(std::filesystem::path const& file);

/// As require_distinct of overrides.hpp, with the names and numbers of the elements in this file.
/// What else is wrong with the file or the changes is left to `read_scenario`.
void require_distinct_in(std::filesystem::path const& file,
                         std::vector<std::string> const& overrides);

/// The changes that are left beside later ones of these keys, in a file that was read with them.
std::vector<std::string> left_beside(std::vector<std::string> const& later,
                                     std::filesystem::path const& file,
                                     std::vector<std::string> const& overrides);

}  // namespace liq::scenario
