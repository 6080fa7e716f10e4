/// \file
/// The layout of market snapshots as a list: what `schema market` prints, what the table of
/// host/interface.md says, and which names a reader knows.
#pragma once

#include <span>

#include "models/core/parameter_form.hpp"

namespace liq::market {

/// A dataset of a snapshot, or an attribute of one of its objects.
struct SnapshotObject {
    char const* path;
    char const* attribute = "";  ///< empty: the dataset itself
    char const* type;            ///< "text", "integer" or "number"
    char const* axes = "";       ///< in their order, "side, venue"; a coordinate has its own name
    char const* unit = "";       ///< for people; empty: a text
    Range range = {};            ///< of its numbers
    bool required = false;       ///< in every snapshot
    int since = 0;               ///< minor version of the layout that added it
    char const* meaning;         ///< and when it is needed, in the words of host/interface.md
};

/// All of them, groups one after the other, in the order of host/interface.md.
std::span<SnapshotObject const> snapshot_layout();

}  // namespace liq::market
