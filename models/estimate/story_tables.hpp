/// \file
/// Events that remember: `sequence` and `hold` as tables, made by planning.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "models/core/host_device.hpp"
#include "models/core/table.hpp"
#include "models/core/units.hpp"

namespace liq {

/// What a story waits for, all levels inclusive; infinite where there is none. The end of the story
/// is looked at first.
struct StoryStep {
    static constexpr LogPrice never = std::numeric_limits<LogPrice>::infinity();

    LogPrice meets_low = -never;  ///< met at or below ...
    LogPrice meets_high = never;  ///< ... or at or above
    LogPrice ends_low = -never;   ///< over, without the outcome, at or below ...
    LogPrice ends_high = never;   ///< ... or at or above
    int last_step = 0;            ///< in which it can be met
};

/// A sequence, whose steps are met in their order, at most one a visit; or a hold, whose first step
/// begins a stretch and whose second breaks it.
///
/// What a path remembers of it is one number: the index of the step that a sequence waits for; the
/// step in which the stretch of a hold began; or one of the two below.
struct Story {
    static constexpr int outside = -1;  ///< a hold waits for its stretch to begin
    static constexpr int over = -2;     ///< nothing more can happen

    int outcome = 0;      ///< index
    int from = 0;         ///< its first step in the table of steps
    int n_steps = 0;      ///< of a sequence
    int lasting = 0;      ///< of a hold: steps that a stretch must last; 0 for a sequence
    int last_step = 0;    ///< of a hold: by which it must be held
    int first_state = 0;  ///< before the path

    /// The step of the table that decides in a state other than `over`.
    [[nodiscard]] LIQ_HD int waits_for(int state) const {
        if (lasting == 0) return from + state;
        return state == outside ? from : from + 1;
    }
};

/// The two steps of a hold at or above (else at or below) a level: one begins a stretch, the other
/// breaks it. Host only.
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

/// Prices between which nothing happens: at or beyond one of them a visit must be attended to.
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

/// Bytes that a path needs for its stories: one number for both prices of each.
constexpr int bytes_of_stories(std::size_t n_stories) {
    return static_cast<int>(2 * sizeof(int) * n_stories);
}

/// The stories of a run.
struct StoryTables {
    FarTable<Story> stories;
    FarTable<StoryStep> steps;
    int count = 0;
    QuietRange at_first;      ///< before the path
    Table<int> report_steps;  ///< ascending: the moment of a hold is known only later
};

}  // namespace liq
