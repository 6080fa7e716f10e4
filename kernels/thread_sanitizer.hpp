/// \file
/// Whether this is a build under the thread sanitizer, which slows a simulation many times.
#pragma once

namespace liq {

#if defined(__SANITIZE_THREAD__)
inline constexpr bool under_thread_sanitizer = true;
#else
inline constexpr bool under_thread_sanitizer = false;
#endif

}  // namespace liq
