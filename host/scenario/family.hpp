/// \file
/// The runs of one scenario file: the base run, then every combination of its `[sweep]`, then its
/// `[[variant]]`s, each a change of the base run (not crossed).
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/scenario/document.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// Most runs of one file.
inline constexpr std::size_t max_family = 100'000;

/// A change of the base run: one value in a document, and where it was written.
struct Change {
    std::string key;  ///< dotted
    Node value;
};

/// What a run changes.
struct FamilyRun {
    std::string variant;          ///< its name; empty for the base run and those of the sweep
    std::vector<Change> changes;  ///< empty for the base run
};

/// A run as it was read, or why it cannot be.
struct FamilyMember {
    std::string variant;
    std::map<std::string, std::string> set;  ///< with what `--set` changed: key -> TOML text
    std::optional<Scenario> scenario;
    std::string failure;  ///< empty if there is a scenario
};

/// Takes `[sweep]` and `[[variant]]` out of a document and lists the runs that they ask for, the
/// base run first; of the sweep, the key that is written last changes fastest.
/// \throws Error(Exit::bad_input) for what is neither
std::vector<FamilyRun> take_family(Node& root);

/// How many runs a file asks for, without reading any of them.
std::size_t family_size(std::filesystem::path const& file,
                        std::vector<std::string> const& overrides = {});

/// Reads a file with all its runs. What only a change makes wrong is that run's `failure`; what is
/// wrong with the base run is thrown as by `read_scenario`.
std::vector<FamilyMember> read_family(std::filesystem::path const& file,
                                      std::vector<std::string> const& overrides = {});

/// The same for a text.
std::vector<FamilyMember> parse_family(std::string_view toml, std::filesystem::path const& source,
                                       std::vector<std::string> const& overrides = {});

}  // namespace liq::scenario
