/// \file
/// Reads scenario files (host/interface.md, Scenario) into typed data.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// Reads `file`, with the changes of `overrides`, which are "dotted.key=TOML value" texts of
/// `--set`. The market is not read. Of a file with a sweep or variants the result is the base run
/// (`read_family` reads all runs).
/// \throws Error: Exit::no_file if the file cannot be read, Exit::bad_input if it is not acceptable
Scenario read_scenario(std::filesystem::path const& file,
                       std::vector<std::string> const& overrides = {});

/// Whether the file that a scenario names (`portfolio.file`) is read too. It is read only for a
/// scenario file that a person named on the command line. The text in a report or in a part of a
/// batch may come from an untrusted source, and contains all positions itself.
enum class NamedFiles { refused, read };

/// The same for a text. `source` is its name in messages, and the paths in it are relative to the
/// folder of `source`.
Scenario parse_scenario(std::string_view toml, std::filesystem::path const& source,
                        std::vector<std::string> const& overrides = {},
                        NamedFiles named = NamedFiles::refused);

/// The files that a scenario file names (its market, its positions). The file has to be TOML but
/// need not be a valid scenario; the list is empty where it cannot be read. Never throws an Error.
std::vector<std::filesystem::path> files_named_in(std::filesystem::path const& file,
                                                  std::vector<std::string> const& overrides = {});

}  // namespace liq::scenario
