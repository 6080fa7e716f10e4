/// \file
/// `--set KEY=VALUE`: changes to a document before it is read.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host/scenario/document.hpp"

namespace liq::scenario {

/// Applies "dotted.key=TOML value" texts in order; a value that is no TOML but a bare word is taken
/// as text. Arrays of tables are addressed by the name of their element or by its index:
/// `event.race_113k_93k.up`, `event.0.up`. Returns what was set: dotted key -> TOML text of the
/// value. Whether the keys exist is left to `check_keys`.
std::map<std::string, std::string> apply_overrides(Node& root,
                                                   std::vector<std::string> const& overrides);

/// Refuses a list of such texts that sets a key twice: one of the two would be lost.
void require_distinct(std::vector<std::string> const& overrides);

/// The value at such a key as TOML text; empty where the document has none.
std::string value_at(Node const& root, std::string const& key);

/// Puts `value` at a dotted key, where it may stand already; messages name `value.place`.
void set_key(Node& root, std::string const& key, Node value);

}  // namespace liq::scenario
