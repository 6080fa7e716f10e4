/// \file
/// `--set KEY=VALUE`: changes to a document before it is read.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host/scenario/document.hpp"

namespace liq::scenario {

/// Applies "dotted.key=TOML value" texts in order. A value that is not valid TOML is a text without
/// quotes. An element of an array of tables has its name or its index in the key:
/// `event.race_113k_93k.up`, `event.0.up`. Whether the keys exist is checked later, by
/// `check_keys`.
/// \returns the changes: dotted key -> TOML text of the value
std::map<std::string, std::string> apply_overrides(Node& root,
                                                   std::vector<std::string> const& overrides);

/// Refuses a list of such texts that sets a key twice: one of the two values would be lost.
void require_distinct(std::vector<std::string> const& overrides);

/// The value at such a key as TOML text; empty where the document does not have the key.
std::string value_at(Node const& root, std::string const& key);

/// Sets the value of a dotted key, which may exist already; messages name `value.place`.
void set_key(Node& root, std::string const& key, Node value);

}  // namespace liq::scenario
