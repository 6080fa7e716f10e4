/// \file
/// Whether a step closes at or above a level, which is the event `close`.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/estimate/estimator.hpp"
#include "models/estimate/outcomes.hpp"
#include "models/estimate/tables.hpp"

namespace liq::inline LIQ_TARGET {

class Closes : public EstimatorDefaults {
  public:
    Closes(ObservationTables const& tables, TotalsLayout const& /*layout*/)
        : levels_(tables.closes) {}

    template <class S, class O>
    LIQ_HD void close_event(S& /*s*/, O& outcomes, int lane, Prices prices, When when,
                            CounterSink const& /*sink*/) const {
        for (int i = 0; i < levels_.count; ++i) {
            CloseLevel const& close = levels_.levels[i];
            if (close.step != when.step) continue;
            OutcomeBits const bit = OutcomeBits{1} << close.outcome;
            if (prices.traded >= close.level) outcomes.happened[0][lane] |= bit;
            if (prices.fundamental >= close.level) outcomes.happened[1][lane] |= bit;
        }
    }

  private:
    CloseLevels levels_;
};

}  // namespace liq::inline LIQ_TARGET
