/// \file
/// The tables that estimators read, made by planning, wherever they live.
#pragma once

#include "models/core/table.hpp"
#include "models/core/units.hpp"
#include "models/estimate/outcomes.hpp"

namespace liq {

/// A level of an event. Reaching it in time, before anything else has decided the event, makes the
/// outcome happen.
struct WatchedLevel {
    LogPrice level = 0;          ///< inclusive
    int last_step = 0;           ///< the event's `by`
    int outcome = 0;             ///< index
    OutcomeBits decided_by = 0;  ///< outcomes of the same event, this one included
};

/// Levels below and above spot, outwards; each table ends with an entry that is never reached.
struct WatchedLevels {
    Table<WatchedLevel> below;
    Table<WatchedLevel> above;
};

/// A level that a step may close at or above.
struct CloseLevel {
    LogPrice level = 0;  ///< inclusive
    int step = 0;        ///< whose close counts
    int outcome = 0;     ///< index
};

/// Close events in any order.
struct CloseLevels {
    Table<CloseLevel> levels;
    int count = 0;
};

/// An outcome that happens when none of `others` has.
struct Remainder {
    OutcomeBits outcome = 0;
    OutcomeBits others = 0;
};

struct Remainders {
    Table<Remainder> entries;
    int count = 0;
};

struct ObservationTables {
    WatchedLevels levels;
    CloseLevels closes;
    Remainders remainders;
};

}  // namespace liq
