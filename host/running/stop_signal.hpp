/// \file
/// Ctrl-C, `kill` and a terminal that is closed, as a flag that a run looks at.
#pragma once

#include <array>
#include <csignal>
#include <string>

#include "host/errors.hpp"
#include "kernels/stop_flag.hpp"

namespace liq::running {

/// The signals that ask a run to save what it has and to stop.
inline constexpr std::array<int, 3> stop_signals{SIGHUP, SIGINT, SIGTERM};

/// While one lives, a stop signal is remembered instead of ending the program; a second one ends it
/// at once. What the signals did before is restored at the end. A signal that was ignored before,
/// as in a job behind nohup, stays ignored. One guard at a time.
class StopSignal {
  public:
    StopSignal();
    ~StopSignal();
    StopSignal(StopSignal const&) = delete;
    StopSignal& operator=(StopSignal const&) = delete;

    /// The signal that was received, 0 for none.
    [[nodiscard]] int received() const;
    /// Seconds since it was received; 0 without one.
    [[nodiscard]] double seconds_since() const;
    /// Raised when a signal comes, for backends that are to end at once.
    [[nodiscard]] StopFlag const& flag() const;

  private:
    std::array<struct sigaction, stop_signals.size()> before_{};
};

/// The exit code of a program that a signal stopped: 128 and its number.
Exit exit_of_signal(int signal);

/// "interrupted", "stopped by SIGTERM".
std::string signal_in_words(int signal);

}  // namespace liq::running
