/// \file
/// Ctrl-C and `kill`, as a flag that a run looks at.
#pragma once

#include <csignal>

namespace liq::running {

/// While one lives, SIGINT and SIGTERM are remembered instead of ending the program; a second one
/// of them ends it at once. What they did before is restored at the end. A signal that was ignored
/// before, as in a job behind nohup, stays ignored. One guard at a time.
class StopSignal {
  public:
    StopSignal();
    ~StopSignal();
    StopSignal(StopSignal const&) = delete;
    StopSignal& operator=(StopSignal const&) = delete;

    /// The signal that was received, 0 for none.
    [[nodiscard]] int received() const;

  private:
    struct sigaction before_interrupt_{};
    struct sigaction before_terminate_{};
};

}  // namespace liq::running
