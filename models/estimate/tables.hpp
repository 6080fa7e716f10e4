/// \file
/// The tables that estimators read. Planning makes them.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/core/path_memory.hpp"
#include "models/core/table.hpp"
#include "models/core/units.hpp"
#include "models/estimate/cross_tables.hpp"
#include "models/estimate/outcomes.hpp"
#include "models/estimate/portfolio_tables.hpp"
#include "models/estimate/story_tables.hpp"
#include "models/estimate/windows.hpp"

namespace liq {

/// A level of an event. The outcome happens if the level is reached in time, before anything else
/// has decided the event.
struct WatchedLevel {
    LogPrice level = 0;          ///< inclusive
    int last_step = 0;           ///< the event's `by`
    int outcome = 0;             ///< index
    OutcomeBits decided_by = 0;  ///< the outcomes that decide the event, this one included
};

/// Levels below and above spot, outwards. The last entry of each table is never reached.
struct WatchedLevels {
    Table<WatchedLevel> below;
    Table<WatchedLevel> above;
};

/// A level at or above which a step may close.
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

/// An outcome that counts only on paths on which a condition happens.
struct Given {
    int outcome = 0;    ///< index
    int condition = 0;  ///< index of another outcome
};

struct Givens {
    FarTable<Given> entries;
    int count = 0;
};

/// The steps whose end is the last at or before 00:00 UTC, ascending; for averages of daily closes.
struct DayEnds {
    FarTable<int> steps;
    int count = 0;  ///< 0 unless an event needs them

    /// The first such step after step `at`, or one that never comes.
    [[nodiscard]] LIQ_HD int after(int at) const {
        int i = 0;
#pragma unroll 1
        while (i < count && steps[i] <= at) ++i;
        return i < count ? steps[i] : 0x7fffffff;
    }
    [[nodiscard]] LIQ_HD bool falls_on(int at) const { return after(at - 1) == at; }
};

struct ObservationTables {
    WatchedLevels levels;
    CloseLevels closes;
    Remainders remainders;
    StoryTables stories;
    CrossTables crosses;
    Givens givens;
    DayEnds day_ends;
    PortfolioTables portfolio;
    WindowTables windows;
    PathMemory memory;  ///< for events that remember
    PathRecord record;
    int fund_emptied =
        -1;  ///< index of the outcome waterfall.fund_emptied, if there is a waterfall
};

}  // namespace liq
