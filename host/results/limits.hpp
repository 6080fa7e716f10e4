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
/// statistic_intervals.hpp. States:
/// - "breach": the whole interval is above `max`;
/// - "warn": the whole interval is above `warn` and not above `max`;
/// - "ok": the whole interval is at or below both;
/// - "uncertain": the limit that decides between these lies inside the interval, so that more paths
///   could change the state; or the metric is not known.
std::vector<findings::LimitFinding> judged_limits(std::vector<scenario::Limit> const& limits,
                                                  findings::RunFindings const& run);

}  // namespace liq::results
