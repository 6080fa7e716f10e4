/// Tells the thread sanitizer what it cannot see. The library of TBB is built without it, so that
/// it does not know that TBB starts a worker after its caller has prepared the work, and returns
/// after the last worker. Nothing else is declared to be in order: workers are compared with each
/// other. Without the sanitizer all of this is nothing.
#pragma once

#include "kernels/thread_sanitizer.hpp"

extern "C" {
void __tsan_acquire(void* place);
void __tsan_release(void* place);
}

namespace liq {

/// A point that one side passes before the other: before() at the end of what is first, after() at
/// the beginning of what is second.
class HandOver {
  public:
    void before() {
        if constexpr (under_thread_sanitizer) __tsan_release(&place_);
    }
    void after() {
        if constexpr (under_thread_sanitizer) __tsan_acquire(&place_);
    }

  private:
    char place_ = 0;
};

}  // namespace liq
