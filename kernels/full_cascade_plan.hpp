/// \file
/// Which plans need the cascade that has everything, and what these need in turn.
#pragma once

#include "kernels/plan.hpp"

namespace liq {

/// Whether only FullCascade knows what a plan asks of its cascade: a book that lives, a depth
/// table, walls, elasticity or the waterfall.
bool needs_full_cascade(Plan const& plan);

/// Gives a plan that needs it the memory of its paths and the counters of a book that differs
/// between them. To be called once, when all but this is planned; leaves other plans alone.
void prepare_full_cascade(Plan& plan);

}  // namespace liq
