/// \file
/// Which outcomes have happened on a path, for the traded and for the fundamental price, as bits.
#pragma once

#include <cstdint>

#include "models/cascade/effects.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/units.hpp"
#include "models/estimate/limits.hpp"

namespace liq {

/// One bit for each outcome.
using OutcomeBits = std::uint64_t;

/// The two prices of a path. Wherever results come in pairs they are in this order.
enum class Priced : int { with_cascade = 0, without_cascade = 1 };
inline constexpr int n_priced = 2;

/// The prices at one visit.
struct Prices {
    LogPrice traded;       ///< P
    LogPrice fundamental;  ///< X
};

/// When a visit happens.
struct When {
    int step = 0;      ///< its step's number, from 1; 0 is the start
    int time_bin = 0;  ///< index of the first report time that is not before the step's end
};

/// Where a path is at a report time.
struct PathNow {
    std::uint64_t path = 0;
    Prices close;
    RemovedFuel liquidated;  ///< since the path began
};

/// The state of a path at its end.
struct PathEnd {
    Prices close;
    FuelTicks liquidated_long;
    FuelTicks liquidated_short;
    CascadeEnd cascade;  ///< of a full cascade
    int replicate = 0;   ///< of the path; it means nothing with independent paths
    std::uint64_t path = 0;
};

/// Where each path leaves a word that says which outcomes happened with the cascade, for
/// comparisons with other runs on the same paths. Paths leave nothing if `outcomes` is null.
struct PathRecord {
    OutcomeBits* outcomes = nullptr;
    std::uint64_t first = 0;  ///< the path of outcomes[0]
    int words = 1;            ///< of a path; with 2 the second one is without the cascade
};

}  // namespace liq

namespace liq::inline LIQ_TARGET {

/// Bits by price and lane. Without a cascade the second row repeats the first.
template <int Lanes>
struct Outcomes {
    PerLane<OutcomeBits, Lanes> happened[n_priced];
};

}  // namespace liq::inline LIQ_TARGET
