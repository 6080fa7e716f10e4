/// \file
/// Counts and durations at a glance, for progress and forecasts.
#pragma once

#include <string>

namespace liq::running {

/// A count in three digits: "950", "1.20 M", "85.0 M".
std::string with_prefix(double value);

/// "12 s", "3 min", "1.5 h", "2.1 d".
std::string duration_text(double seconds);

}  // namespace liq::running
