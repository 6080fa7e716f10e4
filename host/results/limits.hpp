/// \file
/// Compares the results of a run with the limits that its scenario declares.
#pragma once

#include <vector>

#include "host/findings/findings.hpp"
#include "host/scenario/limit.hpp"

namespace liq::results {

/// States of a limit, as written in the JSON output.
inline constexpr char const* limit_ok = "ok";
inline constexpr char const* limit_warn = "warn";
inline constexpr char const* limit_breach = "breach";
inline constexpr char const* limit_uncertain = "uncertain";

/// The metrics of a run with their 95 % intervals and states.
///
/// The interval of a probability is that of its `Estimate`, the interval of a statistic that of
/// statistic_intervals.hpp. The findings of the portfolio must be there already. States:
/// - "breach": the whole interval is above `max` or below `min`;
/// - "warn": the whole interval is above `warn` or below `warn_below`, and none of it is a breach;
/// - "ok": none of the interval is beyond a limit;
/// - "uncertain": the limit that decides between these lies inside the interval, so that more paths
///   could change the state; or the metric is not known.
std::vector<findings::LimitFinding> judged_limits(std::vector<scenario::Limit> const& limits,
                                                  findings::RunFindings const& run);

}  // namespace liq::results
