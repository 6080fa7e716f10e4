/// \file
/// Checks that a scenario can have every key of a document.
#pragma once

#include "host/scenario/document.hpp"

namespace liq::scenario {

/// Refuses a missing, unknown or newer `schema`, and unknown keys; the message suggests the known
/// key that is most similar. Values are not checked.
void check_keys(Node const& root);

}  // namespace liq::scenario
