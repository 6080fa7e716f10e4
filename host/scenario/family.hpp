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

/// Largest number of runs of one file.
inline constexpr std::size_t max_family = 100'000;

/// A change of the base run: the new value of one key, with the place where it was written.
struct Change {
    std::string key;  ///< dotted
    Node value;
};

/// The changes that make one run out of the base run.
struct FamilyRun {
    std::string variant;          ///< name of the variant; empty for other runs
    std::vector<Change> changes;  ///< empty for the base run
};

/// A run that was read, or the reason why it cannot be read.
struct FamilyMember {
    std::string variant;
    std::map<std::string, std::string> set;  ///< changes, also those of `--set`: key -> TOML text
    std::optional<Scenario> scenario;
    std::string failure;  ///< empty if there is a scenario
};

/// Removes `[sweep]` and `[[variant]]` from a document and returns the runs that they ask for. The
/// base run is the first; among the runs of the sweep the key that is written last changes fastest.
/// \throws Error(Exit::bad_input) for a sweep or a variant that is not valid
std::vector<FamilyRun> take_family(Node& root);

/// The number of runs that a file asks for; none of the runs is read.
std::size_t family_size(std::filesystem::path const& file,
                        std::vector<std::string> const& overrides = {});

/// Reads a file with all its runs. An error that a change causes becomes the `failure` of its run;
/// an error of the base run is thrown, as by `read_scenario`.
std::vector<FamilyMember> read_family(std::filesystem::path const& file,
                                      std::vector<std::string> const& overrides = {});

/// The same for a text.
std::vector<FamilyMember> parse_family(std::string_view toml, std::filesystem::path const& source,
                                       std::vector<std::string> const& overrides = {});

}  // namespace liq::scenario
