/// \file
/// The value of a number that a run does not know.
#pragma once

#include <limits>

namespace liq::findings {

inline constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

}  // namespace liq::findings
