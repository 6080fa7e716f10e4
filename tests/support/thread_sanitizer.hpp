/// \file
/// Whether this is a build under the thread sanitizer, where the engine is a hundred times slower.
#pragma once

namespace liq::tests {

#if defined(__SANITIZE_THREAD__)
inline constexpr bool under_thread_sanitizer = true;
#else
inline constexpr bool under_thread_sanitizer = false;
#endif

}  // namespace liq::tests
