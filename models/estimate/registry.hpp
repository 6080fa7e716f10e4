/// \file
/// The estimators of a run. A new estimator is one header and one line here.
#pragma once

#include "models/core/host_device.hpp"
#include "models/estimate/closes.hpp"
#include "models/estimate/crosses.hpp"
#include "models/estimate/estimator_set.hpp"
#include "models/estimate/first_passage.hpp"
#include "models/estimate/liquidation_map.hpp"
#include "models/estimate/liquidation_windows.hpp"
#include "models/estimate/outcome_tally.hpp"
#include "models/estimate/path_statistics.hpp"
#include "models/estimate/portfolio.hpp"
#include "models/estimate/price_curve.hpp"
#include "models/estimate/sample_paths.hpp"
#include "models/estimate/waterfall_tally.hpp"

namespace liq::inline LIQ_TARGET {

/// All estimators, in the order in which they see a path. The tally of outcomes comes last.
///
/// \tparam Rows  2 with a cascade, 1 without
template <int Rows>
using Estimators =
    EstimatorSet<FirstPassage<Rows, Stories<Rows>>, Closes, Crosses<Rows>, PriceCurve, SamplePaths,
                 LiquidationMap, LiquidationWindows, PathStatistics<Rows>, WaterfallTally<Rows>,
                 Portfolio<Rows>, OutcomeTally<Rows>>;

/// The estimators of the lean programs: no events that remember anything, and nothing for the
/// effects of a full cascade.
template <int Rows>
using LeanEstimators =
    EstimatorSet<FirstPassage<Rows, NoStories>, Closes, PriceCurve, SamplePaths, LiquidationMap,
                 LiquidationWindows, PathStatistics<Rows>, OutcomeTally<Rows>>;

/// Whether the lean programs can answer every question of a run.
inline bool lean_suffices(ObservationTables const& tables) {
    return tables.stories.count == 0 && tables.crosses.count == 0 && tables.fund_emptied < 0 &&
           tables.portfolio.n_legs == 0;
}

}  // namespace liq::inline LIQ_TARGET
