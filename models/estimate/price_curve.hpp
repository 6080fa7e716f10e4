/// \file
/// The distribution of both prices at the report times.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/estimate/bins.hpp"
#include "models/estimate/estimator.hpp"

namespace liq::inline LIQ_TARGET {

class PriceCurve : public EstimatorDefaults {
  public:
    PriceCurve(ObservationTables const& /*tables*/, TotalsLayout const& layout) : layout_(layout) {}

    template <class S>
    LIQ_HD void report_time(S& /*s*/, int /*lane*/, Prices prices, When when,
                            CounterSink const& sink) const {
        sink.add_cold(at(0, when.time_bin) + price_bin(prices.traded));
        sink.add_cold(at(1, when.time_bin) + price_bin(prices.fundamental));
    }

  private:
    LIQ_HD std::int64_t at(int row, int time_bin) const {
        return layout_.prices() +
               (std::int64_t{row} * layout_.n_times + time_bin) * price_bins::count;
    }
    TotalsLayout layout_;
};

}  // namespace liq::inline LIQ_TARGET
