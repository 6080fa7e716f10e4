/// Tells the thread sanitizer what it cannot see. The library of TBB is built without it, so that
/// it does not know that TBB starts a worker after its caller has prepared the work, and returns
/// after the last worker. Nothing else is declared to be in order: workers are compared with each
/// other. Without the sanitizer all of this is nothing.
#pragma once

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace liq {

/// A point that one side passes before the other: before() at the end of what is first, after() at
/// the beginning of what is second.
class HandOver {
  public:
    void before() {
#if defined(__SANITIZE_THREAD__)
        __tsan_release(&place_);
#endif
    }
    void after() {
#if defined(__SANITIZE_THREAD__)
        __tsan_acquire(&place_);
#endif
    }

  private:
#if defined(__SANITIZE_THREAD__)
    char place_ = 0;
#endif
};

}  // namespace liq
