/// \file
/// Lists as one text, a line each, so that an attribute shows them to any reader of HDF5.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace liq::report {

std::string as_lines(std::vector<std::string> const& lines);
/// `key = value` a line.
std::string as_lines(std::map<std::string, std::string> const& set);

/// The inverses.
std::vector<std::string> lines_of(std::string_view text);
std::map<std::string, std::string> set_of(std::string_view text);

}  // namespace liq::report
