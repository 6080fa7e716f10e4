/// \file
/// Which levels are reached, and in which order: the events `race` and `touch`, on both prices.
///
/// Levels are in two tables, sorted outwards from spot. A path watches the next level of each
/// table, or the level that its stories wait for (stories.hpp) where that is nearer. As long as
/// none is reached a visit costs two comparisons.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/estimate/estimator.hpp"
#include "models/estimate/moments.hpp"
#include "models/estimate/outcomes.hpp"
#include "models/estimate/stories.hpp"
#include "models/estimate/tables.hpp"
#include "models/estimate/totals_layout.hpp"

namespace liq::inline LIQ_TARGET {

/// \tparam Rows     prices to follow: 2, or 1 where the traded price is the fundamental one
/// \tparam Stories  Stories<Rows> or NoStories
template <int Rows, class Stories>
class FirstPassage : public EstimatorDefaults {
  public:
    template <int Lanes>
    struct State {
        PerLane<LogPrice, Lanes> low[Rows], high[Rows];    ///< the next levels
        PerLane<int, Lanes> n_below[Rows], n_above[Rows];  ///< levels reached
    };

    FirstPassage(ObservationTables const& tables, TotalsLayout const& layout)
        : levels_(tables.levels), stories_(tables, layout), layout_(layout) {}

    template <class S>
    LIQ_HD void start(S& s, int lane) const {
        for (int row = 0; row < Rows; ++row) {
            s.n_below[row][lane] = s.n_above[row][lane] = 0;
            watch(s, row, lane, stories_.at_first());
        }
        if (stories_.any()) stories_.start(lane);
    }

    template <class S>
    LIQ_HD int needs_attention(S const& s, int lane, Prices prices) const {
        return may_react(s, lane, prices, prices);
    }

    template <class S>
    LIQ_HD int may_react(S const& s, int lane, Prices low, Prices high) const {
        int reached = static_cast<int>(low.traded <= s.low[0][lane]) |
                      static_cast<int>(high.traded >= s.high[0][lane]);
        if constexpr (Rows == 2) {
            reached |= static_cast<int>(low.fundamental <= s.low[1][lane]) |
                       static_cast<int>(high.fundamental >= s.high[1][lane]);
        }
        return reached;
    }

    template <class S, class O>
    LIQ_HD void attend(S& s, O& outcomes, int lane, Prices prices, When when,
                       CounterSink const& sink) const {
        for (int row = 0; row < Rows; ++row) {
            LogPrice const price = row == 0 ? prices.traded : prices.fundamental;
            int& below = s.n_below[row][lane];
            int& above = s.n_above[row][lane];
            for (; price <= levels_.below[below].level; ++below)
                reach(levels_.below[below], outcomes, row, lane, when, sink);
            for (; price >= levels_.above[above].level; ++above)
                reach(levels_.above[above], outcomes, row, lane, when, sink);
            QuietRange quiet;
            if (stories_.any()) quiet = stories_.attend(outcomes, row, lane, price, when, sink);
            watch(s, row, lane, quiet);
        }
    }

    template <class S, class O>
    LIQ_HD void finish(S& /*s*/, O& outcomes, int lane, PathEnd const& /*end*/,
                       CounterSink const& sink) const {
        if (stories_.any()) stories_.finish(outcomes, lane, sink);
    }

  private:
    template <class S>
    LIQ_HD void watch(S& s, int row, int lane, QuietRange quiet) const {
        LogPrice const below = levels_.below[s.n_below[row][lane]].level;
        LogPrice const above = levels_.above[s.n_above[row][lane]].level;
        s.low[row][lane] = below < quiet.low ? quiet.low : below;
        s.high[row][lane] = quiet.high < above ? quiet.high : above;
    }
    template <class O>
    LIQ_HD void reach(WatchedLevel const& level, O& outcomes, int row, int lane, When when,
                      CounterSink const& sink) const {
        if (when.step > level.last_step) return;
        if ((outcomes.happened[row][lane] & level.decided_by) != 0) return;
        happen<Rows>(outcomes, layout_, level.outcome, row, lane, when, sink);
    }

    WatchedLevels levels_;
    Stories stories_;
    TotalsLayout layout_;
};

}  // namespace liq::inline LIQ_TARGET
