/// \file
/// Which levels are reached, and in which order: `race` and `touch`, on both prices.
///
/// Levels wait in two tables, sorted outwards from spot. A path watches the next one of each; only
/// when one is reached does anything but two comparisons happen.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/estimate/estimator.hpp"
#include "models/estimate/outcomes.hpp"
#include "models/estimate/tables.hpp"
#include "models/estimate/totals_layout.hpp"

namespace liq::inline LIQ_TARGET {

/// \tparam Rows  prices to follow: 2, or 1 where the traded price is the fundamental one
template <int Rows>
class FirstPassage : public EstimatorDefaults {
  public:
    template <int Lanes>
    struct State {
        PerLane<LogPrice, Lanes> low[Rows], high[Rows];    ///< the next levels
        PerLane<int, Lanes> n_below[Rows], n_above[Rows];  ///< levels reached
    };

    FirstPassage(ObservationTables const& tables, TotalsLayout const& layout)
        : levels_(tables.levels), layout_(layout) {}

    template <class S>
    LIQ_HD void start(S& s, int lane) const {
        for (int row = 0; row < Rows; ++row) {
            s.low[row][lane] = levels_.below[0].level;
            s.high[row][lane] = levels_.above[0].level;
            s.n_below[row][lane] = s.n_above[row][lane] = 0;
        }
    }

    template <class S>
    LIQ_HD int wants(S const& s, int lane, Prices prices) const {
        return stirs(s, lane, prices, prices);
    }

    template <class S>
    LIQ_HD int stirs(S const& s, int lane, Prices low, Prices high) const {
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
            OutcomeBits& happened = outcomes.happened[row][lane];
            while (price <= s.low[row][lane]) {
                reach(levels_.below[s.n_below[row][lane]], row, happened, when, sink);
                s.low[row][lane] = levels_.below[++s.n_below[row][lane]].level;
            }
            while (price >= s.high[row][lane]) {
                reach(levels_.above[s.n_above[row][lane]], row, happened, when, sink);
                s.high[row][lane] = levels_.above[++s.n_above[row][lane]].level;
            }
        }
    }

  private:
    LIQ_HD void reach(WatchedLevel const& level, int row, OutcomeBits& happened, When when,
                      CounterSink const& sink) const {
        if (when.step > level.last_step || (happened & level.decided_by) != 0) return;
        happened |= OutcomeBits{1} << level.outcome;
        count(level.outcome, row, when, sink);
        if constexpr (Rows == 1) count(level.outcome, 1, when, sink);
    }

    LIQ_HD void count(int outcome, int row, When when, CounterSink const& sink) const {
        std::int64_t const row_and_outcome = std::int64_t{row} * layout_.n_outcomes + outcome;
        sink.add_cold(layout_.first_times() + row_and_outcome * layout_.n_times + when.time_bin);
        sink.add_hot(
            layout_.outcome(outcome, row == 0 ? TotalsLayout::steps : TotalsLayout::steps_without),
            static_cast<Counter>(when.step));
    }

    WatchedLevels levels_;
    TotalsLayout layout_;
};

}  // namespace liq::inline LIQ_TARGET
