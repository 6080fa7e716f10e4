/// \file
/// Lists as one text with a line for each item, so that any reader of HDF5 can show them in an
/// attribute.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace liq::report {

std::string as_lines(std::vector<std::string> const& lines);
/// One line `key = value` for each key.
std::string as_lines(std::map<std::string, std::string> const& set);

/// The inverse functions.
std::vector<std::string> lines_of(std::string_view text);
std::map<std::string, std::string> set_of(std::string_view text);

}  // namespace liq::report
