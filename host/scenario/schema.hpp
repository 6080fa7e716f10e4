/// \file
/// The layout of scenario files, for programs to read.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "host/scenario/catalogue.hpp"

namespace liq::scenario {

/// JSON text that has every key with its type, unit, default, range and meaning.
std::string scenario_schema();

/// The same for keys of another kind of TOML file.
/// \param format  what the file is, in words
/// \param tables  names of the arrays of tables, and how many there can be
std::string schema_of_keys(std::string const& format, int schema,
                           std::vector<std::pair<std::string, std::string>> const& tables,
                           std::vector<KeyInfo> const& keys);

}  // namespace liq::scenario
