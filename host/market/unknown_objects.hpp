/// \file
/// Warns of objects in a snapshot that the program does not read. Without the warning, a misspelt
/// name of an optional part would have the same effect as leaving the part out.
#pragma once

#include <string>
#include <vector>

#include "host/storage/reader.hpp"

namespace liq::market {

/// A warning for each object that the layout does not have, with the most similar name that it has,
/// and for each attribute whose name is similar to that of an attribute which is read. At most 16
/// warnings.
std::vector<std::string> unknown_objects(storage::Reader const& file);

}  // namespace liq::market
