/// \file
/// Which returns are jumps.
#pragma once

#include <cstddef>
#include <vector>

#include "host/estimation/returns.hpp"

namespace liq::estimation {

struct DetectedJumps {
    std::size_t first = 0;   ///< returns before this one have too few before them to be judged
    double critical = 0;     ///< local standard deviations beyond which a return is a jump
    std::vector<bool> jump;  ///< of each return
};

/// Returns that are beyond what the largest of so many normal returns is with 99 % probability, by
/// the local bipower variation (Lee & Mykland 2008; Barndorff-Nielsen & Shephard 2004), which a
/// jump hardly raises. The window before a return is a day, or ceil(sqrt(365 times the returns of a
/// day)) where a day has fewer than 100. A local variance is never less than a sixteenth of the
/// whole, so that dead hours make no jumps. A return over a hole may be as wide as its time allows.
/// \throws Error(Exit::bad_input) where the returns are fewer than two windows
DetectedJumps detect_jumps(Returns const& returns);

}  // namespace liq::estimation
