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

/// Whether a text may name a file to be read with it (`portfolio.file`). Only the text of a file
/// that a person named on the command line may: one that a report or a part embeds comes from
/// anywhere, and holds all positions itself.
enum class NamedFiles { refused, read };

/// The same for a text; `source` names it in messages, and files are relative to its folder.
Scenario parse_scenario(std::string_view toml, std::filesystem::path const& source,
                        std::vector<std::string> const& overrides = {},
                        NamedFiles named = NamedFiles::refused);

/// The files that a scenario file names (its market, its positions), as far as it is TOML, whether
/// or not it is a scenario; none where it cannot be read. Never throws an Error.
std::vector<std::filesystem::path> files_named_in(std::filesystem::path const& file,
                                                  std::vector<std::string> const& overrides = {});

}  // namespace liq::scenario
