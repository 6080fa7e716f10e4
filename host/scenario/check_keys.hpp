/// \file
/// Whether every key of a document is one that a scenario can have and that is built.
#pragma once

#include "host/scenario/document.hpp"

namespace liq::scenario {

/// Refuses a missing, unknown or newer `schema`, keys and words that are not built yet, and unknown
/// keys, the latter with the nearest known one. Says nothing about values.
void check_keys(Node const& root);

}  // namespace liq::scenario
