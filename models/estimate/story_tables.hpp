/// \file
/// Stories, which are events that remember: `sequence` and `hold`, as tables that planning makes.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "models/core/host_device.hpp"
#include "models/core/table.hpp"
#include "models/core/units.hpp"

namespace liq {

/// What a story waits for. All levels are inclusive, and infinite where there is none. Whether the
/// story ends is looked at first.
struct StoryStep {
    static constexpr LogPrice never = std::numeric_limits<LogPrice>::infinity();

    LogPrice meets_low = -never;  ///< the step is met at or below this ...
    LogPrice meets_high = never;  ///< ... or at or above this
    LogPrice ends_low = -never;   ///< the story ends without its outcome at or below this ...
    LogPrice ends_high = never;   ///< ... or at or above this
    int last_step = 0;            ///< the last step of a path in which it can be met
};

/// A sequence, whose steps are met in their order, at most one at each visit; or a hold, whose
/// first step begins a stretch and whose second step breaks it.
///
/// A path remembers one number of it: the index of the step that a sequence waits for; the step in
/// which the stretch of a hold began; or one of the two constants below.
struct Story {
    static constexpr int outside = -1;  ///< a hold waits for its stretch to begin
    static constexpr int over = -2;     ///< nothing more can happen

    int outcome = 0;      ///< index
    int from = 0;         ///< index of its first step in the table of steps
    int n_steps = 0;      ///< of a sequence
    int lasting = 0;      ///< of a hold: steps that a stretch must last; 0 for a sequence
    int last_step = 0;    ///< of a hold: the last step in which it can happen
    int first_state = 0;  ///< before the path

    /// Index of the step that decides next, in any state but `over`.
    [[nodiscard]] LIQ_HD int waits_for(int state) const {
        if (lasting == 0) return from + state;
        return state == outside ? from : from + 1;
    }
};

/// The two steps of a hold at or above a level (or at or below it): the first begins a stretch, the
/// second breaks it. Host only.
inline std::array<StoryStep, 2> stretch_of(LogPrice level, bool above, int last_begin) {
    StoryStep begins, breaks;
    if (above) {
        begins.meets_high = level;
        breaks.meets_low = std::nextafter(level, -StoryStep::never);
    } else {
        begins.meets_low = level;
        breaks.meets_high = std::nextafter(level, StoryStep::never);
    }
    begins.last_step = last_begin;
    return {begins, breaks};
}

/// Prices between which nothing happens: a visit at or beyond one of them needs attention.
struct QuietRange {
    LogPrice low = -StoryStep::never;
    LogPrice high = StoryStep::never;

    LIQ_HD void watch(StoryStep const& step) {
        LogPrice const below = step.meets_low < step.ends_low ? step.ends_low : step.meets_low;
        LogPrice const above = step.meets_high < step.ends_high ? step.meets_high : step.ends_high;
        low = low < below ? below : low;
        high = above < high ? above : high;
    }
};

/// Bytes that a path needs for its stories: one number of each story for each of the two prices.
constexpr int bytes_of_stories(std::size_t n_stories) {
    return static_cast<int>(2 * sizeof(int) * n_stories);
}

/// The stories of a run.
struct StoryTables {
    FarTable<Story> stories;
    FarTable<StoryStep> steps;
    int count = 0;
    QuietRange at_first;      ///< before the path
    Table<int> report_steps;  ///< ascending; the time at which a hold happened is known only later
};

}  // namespace liq
