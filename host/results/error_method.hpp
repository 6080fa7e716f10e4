/// \file
/// How the errors of a report were made, in words.
#pragma once

#include <string>

#include "kernels/totals.hpp"

namespace liq::results {

/// Of independent paths, or of the replicates that have paths: a run that was interrupted early may
/// have none in some. Below two of them there is no standard error, below three no estimate with
/// control variate, and the words say so.
std::string error_method(Totals const& totals, bool control_variate);

}  // namespace liq::results
