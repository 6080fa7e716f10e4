/// \file
/// Signals that ask the program to stop (Ctrl-C, `kill`, a closed terminal), as a flag that a run
/// checks.
#pragma once

#include <array>
#include <csignal>
#include <string>

#include "host/errors.hpp"
#include "kernels/stop_flag.hpp"

namespace liq::running {

/// The signals on which a run saves its results so far and stops.
inline constexpr std::array<int, 3> stop_signals{SIGHUP, SIGINT, SIGTERM};

/// As long as an object of this class exists, a stop signal sets a flag instead of ending the
/// program; a second signal ends it at once. The destructor restores the signals' earlier effects.
/// A signal that was ignored before, as in a job under nohup, stays ignored. There may be only one
/// such object at a time.
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
    /// Raised when a signal arrives, for backends that have to stop at once.
    [[nodiscard]] StopFlag const& flag() const;

  private:
    std::array<struct sigaction, stop_signals.size()> before_{};
};

/// The exit code of a program that a signal stopped: 128 and its number.
Exit exit_of_signal(int signal);

/// "interrupted", "stopped by SIGTERM".
std::string signal_in_words(int signal);

}  // namespace liq::running
