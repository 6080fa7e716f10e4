/// \file
/// How much one run can observe.
#pragma once

namespace liq {

/// The most outcomes of all events together. They are the bits of one word.
inline constexpr int max_outcomes = 64;

}  // namespace liq
