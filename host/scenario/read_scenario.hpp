/// \file
/// Scenario files (host/interface.md, Scenario) into typed data.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// Reads `file` after the changes of `overrides`, "dotted.key=TOML value" texts of `--set`. Throws
/// Error: Exit::no_file if the file cannot be read, Exit::bad_input for anything in it that is not
/// acceptable. Does not look at the market. Of a file with a sweep or variants it is the base run
/// (family.hpp has them all).
Scenario read_scenario(std::filesystem::path const& file,
                       std::vector<std::string> const& overrides = {});

/// The same for a text; `source` names it in messages, and `market.file` is relative to its folder.
Scenario parse_scenario(std::string_view toml, std::filesystem::path const& source,
                        std::vector<std::string> const& overrides = {});

}  // namespace liq::scenario
