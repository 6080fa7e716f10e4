/// \file
/// Whether a step closes at or above a level: `close`.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/estimate/estimator.hpp"
#include "models/estimate/outcomes.hpp"

namespace liq {

struct CloseLevel {
    LogPrice level = 0;  ///< inclusive
    int step = 0;        ///< whose close counts
    int outcome = 0;     ///< index
};

/// Close events in any order.
struct CloseLevels {
    CloseLevel const* levels = nullptr;
    int count = 0;
};

}  // namespace liq

namespace liq::inline LIQ_TARGET {

class Closes : public EstimatorDefaults {
  public:
    explicit Closes(CloseLevels const& levels) : levels_(levels) {}

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
