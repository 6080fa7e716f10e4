/// \file
/// The method by which the errors of a report were computed, in words.
#pragma once

#include <string>

#include "kernels/totals.hpp"

namespace liq::results {

/// Describes the method for independent paths, or for the replicates that have paths: after an
/// early interruption some may have none. With fewer than two such replicates there is no standard
/// error, with fewer than three no estimate with a control variate, and the text says so.
std::string error_method(Totals const& totals, bool control_variate);

}  // namespace liq::results
