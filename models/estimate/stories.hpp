/// \file
/// What happens in sequences and holds at the visits that concern them. FirstPassage watches their
/// levels together with its own, so that stories cost nothing between such visits.
#pragma once

#include "models/core/host_device.hpp"
#include "models/core/path_memory.hpp"
#include "models/estimate/moments.hpp"
#include "models/estimate/outcomes.hpp"
#include "models/estimate/story_tables.hpp"
#include "models/estimate/tables.hpp"
#include "models/estimate/totals_layout.hpp"

namespace liq::inline LIQ_TARGET {

/// For programs without stories.
class NoStories {
  public:
    NoStories(ObservationTables const& /*tables*/, TotalsLayout const& /*layout*/) {}
    [[nodiscard]] LIQ_HD bool any() const { return false; }
    [[nodiscard]] LIQ_HD QuietRange at_first() const { return {}; }
    LIQ_HD void start(int /*lane*/) const {}
    template <class O>
    LIQ_HD QuietRange attend(O&, int, int, LogPrice, When, CounterSink const&) const {
        return {};
    }
    template <class O>
    LIQ_HD void finish(O&, int, CounterSink const&) const {}
};

/// A stretch of a hold begins at a visit of step s, which counts as the end of s. If a visit of
/// step b breaks it, it has lasted to the end of step b - 1. It is looked at when it is broken and
/// at the end of the path. If s + lasting <= b - 1, every visit of `lasting` steps after s was on
/// the right side, and the event happened at step s + lasting.
///
/// \tparam Rows  as in FirstPassage
template <int Rows>
class Stories {
  public:
    Stories(ObservationTables const& tables, TotalsLayout const& layout)
        : tables_(tables.stories), memory_(tables.memory), layout_(layout) {}

    [[nodiscard]] LIQ_HD bool any() const { return tables_.count != 0; }
    [[nodiscard]] LIQ_HD QuietRange at_first() const { return tables_.at_first; }

    LIQ_HD_APART void start(int lane) const {
        for (int i = 0; i < tables_.count; ++i) {
            for (int row = 0; row < Rows; ++row) state(i, row, lane) = story(i).first_state;
        }
    }

    /// One visit of one price. Returns the prices between which nothing will happen next.
    template <class O>
    LIQ_HD_APART QuietRange attend(O& outcomes, int row, int lane, LogPrice price, When when,
                                   CounterSink const& sink) const {
        QuietRange next;
        for (int i = 0; i < tables_.count; ++i) {
            int& now = state(i, row, lane);
            if (now == Story::over) continue;
            Story const one = story(i);
            now = after_visit(one, now, outcomes, row, lane, price, when, sink);
            if (now != Story::over) next.watch(tables_.steps[one.waits_for(now)]);
        }
        return next;
    }

    /// The end of the path: looks at stretches that nothing has broken.
    template <class O>
    LIQ_HD_APART void finish(O& outcomes, int lane, CounterSink const& sink) const {
        for (int i = 0; i < tables_.count; ++i) {
            Story const one = story(i);
            if (one.lasting == 0) continue;
            for (int row = 0; row < Rows; ++row) {
                int const since = state(i, row, lane);
                if (since >= 0) hold(one, since, one.last_step, outcomes, row, lane, sink);
            }
        }
    }

  private:
    LIQ_HD Story story(int i) const { return tables_.stories[i]; }
    LIQ_HD int& state(int i, int row, int lane) const {
        return memory_.at<int>(lane, memory_.layout.stories)[i * n_priced + row];
    }

    template <class O>
    LIQ_HD int after_visit(Story const& one, int now, O& outcomes, int row, int lane,
                           LogPrice price, When when, CounterSink const& sink) const {
        StoryStep const step = tables_.steps[one.waits_for(now)];
        bool const breaks = one.lasting != 0 && now != Story::outside;
        if (!breaks && when.step > step.last_step) return Story::over;
        if (price <= step.ends_low || price >= step.ends_high) return Story::over;
        if (!(price <= step.meets_low || price >= step.meets_high)) return now;
        if (breaks) {
            bool const held = hold(one, now, when.step - 1, outcomes, row, lane, sink);
            return held ? Story::over : Story::outside;
        }
        if (one.lasting != 0) return when.step;
        if (now + 1 < one.n_steps) return now + 1;
        happen<Rows>(outcomes, layout_, one.outcome, row, lane, when, sink);
        return Story::over;
    }

    /// Whether a stretch that began in step `since` and lasted to the end of step `through` was
    /// long enough; then its outcome happens.
    template <class O>
    LIQ_HD bool hold(Story const& one, int since, int through, O& outcomes, int row, int lane,
                     CounterSink const& sink) const {
        int const held = since + one.lasting;
        if (held > through || held > one.last_step) return false;
        happen<Rows>(outcomes, layout_, one.outcome, row, lane, When{held, time_bin(held)}, sink);
        return true;
    }

    /// Index of the first report time that is not before the end of a step.
    LIQ_HD int time_bin(int step) const {
        int low = 0, high = layout_.n_times - 1;
        while (low < high) {
            int const middle = (low + high) / 2;
            if (tables_.report_steps[middle] < step)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    StoryTables tables_;
    PathMemory memory_;
    TotalsLayout layout_;
};

}  // namespace liq::inline LIQ_TARGET
