/// \file
/// Errors for people. Thrown anywhere in host/, turned into an exit code in one place, `main`.
///
/// A message reads `<where>: <name> = <value> <unit> <problem> (<meaning>). <suggestion>?`
#pragma once

#include <stdexcept>
#include <string>

namespace liq {

/// Exit codes of the program (host/interface.md, Commands).
enum class Exit : int {
    done = 0,
    failed = 1,     ///< failed while running
    bad_input = 2,  ///< usage, scenario or market
    limit_breached = 3,
    no_backend = 4,
    no_file = 5,    ///< a file cannot be read or written
    hung_up = 129,  ///< 128 and the number of the signal that stopped the program
    interrupted = 130,
    terminated = 143,
};

/// Something a person can mend: what, where, and what to do, in `what()`.
class Error : public std::runtime_error {
  public:
    Error(Exit exit, std::string const& message) : std::runtime_error(message), exit_(exit) {}
    [[nodiscard]] Exit exit() const { return exit_; }

  private:
    Exit exit_;
};

/// A scenario, a market or a command line that is not acceptable.
[[noreturn]] inline void refuse(std::string const& message) {
    throw Error(Exit::bad_input, message);
}

/// Refuses unless `holds`.
inline void require(bool holds, std::string const& message) {
    if (!holds) refuse(message);
}

}  // namespace liq
