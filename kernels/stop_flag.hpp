/// \file
/// How a simulation that is under way is told that nobody needs it any more.
#pragma once

#include <atomic>

namespace liq {

/// Raised once, by any thread or a signal handler, and read by any thread. A backend that watches
/// one ends early (Backend::watch).
class StopFlag {
  public:
    void raise() { std::atomic_ref(raised_).store(1, std::memory_order_relaxed); }
    [[nodiscard]] bool is_raised() const {
        return std::atomic_ref(raised_).load(std::memory_order_relaxed) != 0;
    }
    /// Not 0 once the flag is raised. The engines read it by themselves: they may not use inline
    /// functions of the standard library.
    [[nodiscard]] int const* address() const { return &raised_; }

  private:
    alignas(std::atomic_ref<int>::required_alignment) mutable int raised_ = 0;
};

/// A simulation ended early because its flag was raised.
struct SimulationStopped {};

}  // namespace liq
