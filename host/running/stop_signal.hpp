/// \file
/// Ctrl-C and `kill`, as a flag that a run looks at.
#pragma once

namespace liq {

/// While one lives, SIGINT and SIGTERM are remembered instead of ending the program; a second one
/// of them ends it at once, as does the first after the last guard is gone. One at a time.
class StopSignal {
  public:
    StopSignal();
    ~StopSignal();
    StopSignal(StopSignal const&) = delete;
    StopSignal& operator=(StopSignal const&) = delete;

    /// The signal that was received, 0 for none.
    [[nodiscard]] int received() const;
};

}  // namespace liq
