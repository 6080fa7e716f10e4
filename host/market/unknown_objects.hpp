/// \file
/// Objects of a snapshot that nobody reads: a name that is written wrong looks like a part that was
/// left out.
#pragma once

#include <string>
#include <vector>

#include "host/storage/reader.hpp"

namespace liq::market {

/// A warning for each object beside those of the layout, with the nearest name that the layout has,
/// and for each attribute whose name is nearly that of one which is read. At most 16 of them.
std::vector<std::string> unknown_objects(storage::Reader const& file);

}  // namespace liq::market
