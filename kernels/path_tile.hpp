/// \file
/// What a program keeps of the paths that it runs side by side.
#pragma once

#include <type_traits>

#include "models/core/lanes.hpp"
#include "models/core/random.hpp"
#include "models/core/sampling.hpp"
#include "models/core/table.hpp"
#include "models/core/units.hpp"
#include "models/estimate/outcomes.hpp"

namespace liq::inline LIQ_TARGET {

/// The state of a tile, for the parts that a program is made of.
template <class Price, class Monitoring, class Pressure, class Observers>
struct PathParts {
    /// A tile of several lanes draws extremes only where they can matter. To know where, it makes
    /// the moves of four steps ahead. One lane alone draws them all: in a GPU thread the 31
    /// neighbours would wait anyway. So does a full cascade, whose levels may fill within four
    /// steps.
    template <int Lanes>
    static constexpr bool looks_ahead = Monitoring::between_ends && Lanes > 1 && !Pressure::full;

    struct Nothing {};
    template <int Lanes>
    using Seen = typename Observers::template State<Lanes>;
    /// Beside a book that lives no registers are left for what the estimators remember.
    static constexpr bool seen_aside = Pressure::lives;

    /// What is drawn for four steps, and what only events and walks touch.
    template <int Lanes>
    struct Carried {
        typename Price::template State<Lanes> price;
        typename Price::template Moves<Lanes> moves;
        typename Monitoring::template Noise<Lanes> bridge;
        Sampling::State<Lanes> sampled;
        Outcomes<Lanes> outcomes;
        [[no_unique_address]] typename Pressure::template Before<Lanes> before;
        [[no_unique_address]] std::conditional_t<seen_aside, Seen<Lanes>, Nothing> observers;
    };

    /// The moves of four steps, which no visit can change.
    template <int Lanes>
    struct Ahead {
        PerLane<LogPrice, Lanes> x[words_per_quartet];       ///< after the step
        PerLane<float, Lanes> increment[words_per_quartet];  ///< of the step
        PerLane<float, Lanes> variance[words_per_quartet];   ///< of the increment
        LaneSet near = 0;                                    ///< lanes that may reach something
    };
    /// Everything that varies along a path, lane by lane.
    template <int Lanes>
    struct Tile {
        PerLane<LogPrice, Lanes> x;          ///< fundamental log price
        PerLane<LogPrice, Lanes> from;       ///< the same before the step
        PerLane<float, Lanes> increment;     ///< of the step
        PerLane<float, Lanes> variance;      ///< of the increment
        PerLane<LogPrice, Lanes> low, high;  ///< extremes of the step
        LaneSet settled = 0;                 ///< lanes that lost levels in this step
        typename Pressure::template State<Lanes> pressure;
        std::conditional_t<seen_aside, Nothing, Seen<Lanes>> observers;
        Aside<Carried<Lanes>, Monitoring::between_ends> carried;
        std::conditional_t<looks_ahead<Lanes>, Ahead<Lanes>, Nothing> ahead;

        /// What the estimators remember.
        LIQ_HD auto& seen() {
            if constexpr (seen_aside) {
                return (*carried).observers;
            } else {
                return observers;
            }
        }
    };
};

}  // namespace liq::inline LIQ_TARGET
