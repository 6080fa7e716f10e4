/// \file
/// What a path follows for the desk's own positions at every visit, until one of them closes.
#pragma once

#include <type_traits>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/path_memory.hpp"
#include "models/estimate/estimator.hpp"
#include "models/estimate/portfolio_tables.hpp"

namespace liq::inline LIQ_TARGET {

/// The lowest and highest price since the last closing, and the next marks that close a leg.
///
/// \tparam Rows  as in FirstPassage
template <int Rows>
class PortfolioWatching : public EstimatorDefaults {
    struct InMemory {};
    template <int Lanes>
    struct InRegisters {
        PerLane<LogPrice, Lanes> low[Rows], high[Rows];
        PerLane<LogPrice, Lanes> below[Rows], above[Rows];
    };

  public:
    /// One lane alone, as in a GPU thread, keeps its watches in the memory of its path.
    template <int Lanes>
    struct State : std::conditional_t<Lanes == 1, InMemory, InRegisters<Lanes>> {
        static constexpr bool in_memory = Lanes == 1;
    };

    template <class S>
    LIQ_HD void observe(S& s, int lane, Prices prices) const {
        if constexpr (S::in_memory) {
            if (tables_.n_legs == 0) return;
        }
        for (int row = 0; row < Rows; ++row) {
            PortfolioWatch watch = watched(s, row, lane);
            LogPrice const price = row == 0 ? prices.traded : prices.fundamental;
            bool const closes = reached(watch, row, prices) != 0;
            LogPrice const low = price < watch.low ? price : watch.low;
            LogPrice const high = watch.high < price ? price : watch.high;
            watch.low = closes ? watch.low : low;
            watch.high = closes ? watch.high : high;
            keep(s, row, lane, watch);
        }
    }

    template <class S>
    LIQ_HD int needs_attention(S const& s, int lane, Prices prices) const {
        if constexpr (S::in_memory) {
            if (tables_.n_legs == 0) return 0;
            // Else a GPU thread would keep addresses in registers for all steps.
            return for_rare_code(*this).attention(s, lane, prices);
        }
        return attention(s, lane, prices);
    }
    template <class S>
    LIQ_HD int attention(S const& s, int lane, Prices prices) const {
        int any = 0;
        for (int row = 0; row < Rows; ++row) any |= reached(watched(s, row, lane), row, prices);
        return any;
    }

    template <class S>
    LIQ_HD int may_react(S const& s, int lane, Prices low, Prices high) const {
        if constexpr (S::in_memory) {
            if (tables_.n_legs == 0) return 0;
            return for_rare_code(*this).reactions(s, lane, low, high);
        }
        return reactions(s, lane, low, high);
    }
    template <class S>
    LIQ_HD int reactions(S const& s, int lane, Prices low, Prices high) const {
        int any = 0;
        for (int row = 0; row < Rows; ++row) {
            PortfolioWatch const watch = watched(s, row, lane);
            LogPrice const lowest = row == 0 ? low.traded : low.fundamental;
            LogPrice const highest = row == 0 ? high.traded : high.fundamental;
            any |= static_cast<int>(lowest < watch.low) | static_cast<int>(watch.high < highest);
            // A price that is its own mark and reaches a new level is a new low or high.
            if (Rows == 1 || row == 1) continue;
            // The mark lies between the two prices, and is rounded more than once.
            LogPrice const least = lowest < low.fundamental ? lowest : low.fundamental;
            LogPrice const most = high.fundamental < highest ? highest : high.fundamental;
            any |= static_cast<int>(least <= watch.below + rounding) |
                   static_cast<int>(most >= watch.above - rounding);
        }
        return any;
    }

  protected:
    PortfolioWatching(ObservationTables const& tables)
        : tables_(tables.portfolio), memory_(tables.memory) {}

    template <class S>
    LIQ_HD PortfolioWatch watched(S const& s, int row, int lane) const {
        if constexpr (S::in_memory) {
            return memory_.template at<PortfolioWatch>(lane, memory_.layout.portfolio)[row];
        } else {
            return {s.low[row][lane], s.high[row][lane], s.below[row][lane], s.above[row][lane]};
        }
    }
    template <class S>
    LIQ_HD void keep(S& s, int row, int lane, PortfolioWatch const& watch) const {
        if constexpr (S::in_memory) {
            memory_.template at<PortfolioWatch>(lane, memory_.layout.portfolio)[row] = watch;
        } else {
            s.low[row][lane] = watch.low;
            s.high[row][lane] = watch.high;
            s.below[row][lane] = watch.below;
            s.above[row][lane] = watch.above;
        }
    }
    /// m = X + omega (P - X); without the cascade m = X.
    LIQ_HD LogPrice mark(int row, Prices prices) const {
        if (row != 0) return prices.fundamental;
        return fused(tables_.pass_through, prices.traded - prices.fundamental, prices.fundamental);
    }
    LIQ_HD int reached(PortfolioWatch const& watch, int row, Prices prices) const {
        LogPrice const m = mark(row, prices);
        return static_cast<int>(m <= watch.below) | static_cast<int>(m >= watch.above);
    }

    PortfolioTables tables_;
    PathMemory memory_;

  private:
    static constexpr LogPrice rounding = 1e-5f;  ///< more than all of a mark's together
};

}  // namespace liq::inline LIQ_TARGET
