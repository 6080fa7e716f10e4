/// \file
/// Bounds of what one run observes.
#pragma once

namespace liq {

/// Outcomes of all events together; they are bits of one word.
inline constexpr int max_outcomes = 64;

}  // namespace liq
