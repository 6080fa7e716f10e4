/// \file
/// Which plans need the full cascade, and what such plans need in turn.
#pragma once

#include "kernels/plan.hpp"

namespace liq {

/// Whether a plan asks for something that only FullCascade can do: a living book, a depth table,
/// walls, elasticity or the waterfall.
bool needs_full_cascade(Plan const& plan);

/// Reserves the memory of the paths, and counters for a book that differs between paths, in a plan
/// that needs the full cascade. Other plans are not changed. It is called once, after everything
/// else is planned.
void prepare_full_cascade(Plan& plan);

}  // namespace liq
