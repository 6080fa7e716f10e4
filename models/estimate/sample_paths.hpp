/// \file
/// The course of a few paths, for pictures and for eyes.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/estimate/bins.hpp"
#include "models/estimate/estimator.hpp"

namespace liq::inline LIQ_TARGET {

/// The first paths of a run leave where they are at every report time. Each has counters of its
/// own, so that totals of different paths are added as all others are.
class SamplePaths : public EstimatorDefaults {
  public:
    SamplePaths(ObservationTables const& /*tables*/, TotalsLayout const& layout)
        : layout_(layout) {}

    LIQ_HD void sample(PathNow const& now, When when, CounterSink const& sink) const {
        if (now.path >= static_cast<std::uint64_t>(layout_.n_samples)) return;
        int const time = TotalsLayout::stride_at(layout_.n_times, when.time_bin);
        if (time < 0) return;
        std::int64_t const at = layout_.sample(static_cast<int>(now.path), time);
        LogPrice const impact = now.close.traded - now.close.fundamental;
        auto const distance =
            static_cast<std::int64_t>(impact * static_cast<float>(TotalsLayout::sampled_distance));
        sink.add_cold(at + TotalsLayout::price, price_ticks(now.close.traded) + 1);
        sink.add_cold(at + TotalsLayout::displacement, static_cast<Counter>(distance));
        sink.add_cold(at + TotalsLayout::liquidated_long,
                      static_cast<Counter>(now.liquidated.longs));
        sink.add_cold(at + TotalsLayout::liquidated_short,
                      static_cast<Counter>(now.liquidated.shorts));
    }

  private:
    TotalsLayout layout_;
};

}  // namespace liq::inline LIQ_TARGET
