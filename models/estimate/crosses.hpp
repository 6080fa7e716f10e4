/// \file
/// The first crossing of two moving averages of daily closes, which is the event `cross`.
#pragma once

#include <cstdint>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/path_memory.hpp"
#include "models/estimate/cross_tables.hpp"
#include "models/estimate/estimator.hpp"
#include "models/estimate/moments.hpp"
#include "models/estimate/outcomes.hpp"
#include "models/estimate/tables.hpp"

namespace liq::inline LIQ_TARGET {

/// Averages are compared as sums of integers, which is exact. A day on which they are equal decides
/// nothing: the next day on which they differ is compared with the last one on which they did.
///
/// A path remembers 64-bit integers: the days so far; for every event and both prices the two sums
/// and the last sign, which is 2 once the averages have crossed; and for both prices the latest
/// closes.
///
/// \tparam Rows  as in FirstPassage
template <int Rows>
class Crosses : public EstimatorDefaults {
  public:
    Crosses(ObservationTables const& tables, TotalsLayout const& layout)
        : tables_(tables.crosses), memory_(tables.memory), layout_(layout) {}

    template <class S>
    LIQ_HD void start(S& /*s*/, int lane) const {
        if (tables_.count != 0) start(lane);
    }
    LIQ_HD_APART void start(int lane) const {
        *days(lane) = 0;
        for (int i = 0; i < tables_.count; ++i) {
            Cross const cross = tables_.crosses[i];
            for (int row = 0; row < Rows; ++row) {
                std::int64_t* const sums = sums_of(i, row, lane);
                sums[0] = cross.fast_sum;
                sums[1] = cross.slow_sum;
                sums[2] = cross.sign;
            }
        }
    }

    template <class S, class O>
    LIQ_HD void day_end(S& /*s*/, O& outcomes, int lane, Prices prices, When when,
                        CounterSink const& sink) const {
        if (tables_.count == 0) return;
        auto const day = static_cast<int>(*days(lane));
        *days(lane) = day + 1;
        for (int row = 0; row < Rows; ++row) {
            std::int64_t const close = ticks_of(row == 0 ? prices.traded : prices.fundamental);
            for (int i = 0; i < tables_.count; ++i) {
                Cross const cross = tables_.crosses[i];
                std::int64_t* const sums = sums_of(i, row, lane);
                sums[0] += close - close_of(day - cross.fast, row, lane);
                sums[1] += close - close_of(day - cross.slow, row, lane);
                int const sign = cross.side_of(sums[0], sums[1]);
                if (sign == 0 || sums[2] == crossed || sign == sums[2]) continue;
                bool const first = sums[2] == 0;
                sums[2] = first ? sign : crossed;
                if (first) continue;
                int const outcome = sign > 0 ? cross.golden : cross.death;
                happen<Rows>(outcomes, layout_, outcome, row, lane, when, sink);
            }
            if (tables_.kept > 0) closes(row, lane)[day % tables_.kept] = close;
        }
    }

    /// A price in ticks of daily_close.
    LIQ_HD static std::int64_t ticks_of(LogPrice x) {
        float const limited = x < daily_close::highest ? x : daily_close::highest;
        float const ticks = exp_e(limited) * static_cast<float>(daily_close::ticks_per_spot);
        return static_cast<std::int64_t>(ticks + 0.5f);
    }

  private:
    static constexpr std::int64_t crossed = 2;

    LIQ_HD std::int64_t* days(int lane) const {
        return memory_.at<std::int64_t>(lane, memory_.layout.crosses);
    }
    LIQ_HD std::int64_t* sums_of(int i, int row, int lane) const {
        return days(lane) + 1 + 3 * (i * n_priced + row);
    }
    LIQ_HD std::int64_t* closes(int row, int lane) const {
        return days(lane) + 1 + 3 * n_priced * tables_.count + row * tables_.kept;
    }
    /// The close of a day of the path, from 0, or of one before it.
    LIQ_HD std::int64_t close_of(int day, int row, int lane) const {
        if (day < 0) return tables_.past[tables_.n_past + day];
        return closes(row, lane)[day % tables_.kept];
    }

    CrossTables tables_;
    PathMemory memory_;
    TotalsLayout layout_;
};

}  // namespace liq::inline LIQ_TARGET
