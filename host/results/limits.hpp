/// \file
/// A run judged against the limits that its scenario declares.
#pragma once

#include <vector>

#include "host/findings/findings.hpp"
#include "host/scenario/limit.hpp"

namespace liq::results {

/// States of a limit, the words of the JSON.
inline constexpr char const* limit_ok = "ok";
inline constexpr char const* limit_warn = "warn";
inline constexpr char const* limit_breach = "breach";
inline constexpr char const* limit_uncertain = "uncertain";

/// The metrics of a run with their 95 % intervals and states.
///
/// A probability is judged with its own interval (`Estimate`), a statistic with that of
/// statistic_intervals.hpp. "breach": the whole interval is above `max`; "warn": it is not, nor
/// straddles `max`, and is above `warn`; "ok": it is above neither. "uncertain": the limit that
/// decides between these lies inside the interval, so that more paths could change the state; or
/// the metric is not known.
std::vector<findings::LimitFinding> judged_limits(std::vector<scenario::Limit> const& limits,
                                                  findings::RunFindings const& run);

}  // namespace liq::results
