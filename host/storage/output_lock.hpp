/// \file
/// One process at a time writes an output and its checkpoint.
#pragma once

#include <filesystem>

namespace liq::storage {

/// The file beside an output that says who is writing it: `.NAME.lock`.
std::filesystem::path lock_of(std::filesystem::path const& target);

/// Holds an output for this process until it goes: its lock file is there, names the process and
/// its machine, and is locked (flock). It is removed at the end. The lock that a killed process
/// left is taken over. Where the file system has no locks the file alone counts, and a holder on
/// this machine that is gone is known by its number.
///
/// Throws Error(Exit::no_file) that names the holder if another process has the output, if the
/// folder cannot be written to, or if a file of somebody else has the name of the lock; that file
/// stays as it is.
class OutputLock {
  public:
    explicit OutputLock(std::filesystem::path const& target);
    OutputLock(OutputLock const&) = delete;
    OutputLock& operator=(OutputLock const&) = delete;
    ~OutputLock();

  private:
    std::filesystem::path file_;
    int descriptor_ = -1;
};

}  // namespace liq::storage
