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
/// `event.race_113k_93k.up`, `event.0.up`. The texts "--paths=1e6", "--seed=N" and "--target-se=X"
/// stand for options of these names, which messages then name, and for their keys in
/// `[simulation]`. Whether the keys exist is checked later, by `check_keys`.
/// \returns the changes: dotted key -> TOML text of the value
std::map<std::string, std::string> apply_overrides(Node& root,
                                                   std::vector<std::string> const& overrides);

/// Refuses a list of such texts that sets a key twice, or first a part of a key and then the whole
/// of it: one of the two values would be lost.
/// \param root  the document that is changed, which tells that a name and an index are the same
void require_distinct(std::vector<std::string> const& overrides, Node root = {});

/// The texts that are left where these keys are set afterwards: those of the same keys, and of
/// parts of them, are left out. \throws Error as `apply_overrides`
std::vector<std::string> without(std::vector<std::string> const& overrides, Node root,
                                 std::vector<std::string> const& later);

/// Such a text as the option of a command line that a shell reads: `--set 'a=1'`, `--paths 500`.
std::string option_text(std::string const& override_text);

/// The value at such a key as TOML text; empty where the document does not have the key.
std::string value_at(Node const& root, std::string const& key);

/// Sets the value of a dotted key, which may exist already; messages name `value.place`.
void set_key(Node& root, std::string const& key, Node value);

}  // namespace liq::scenario
