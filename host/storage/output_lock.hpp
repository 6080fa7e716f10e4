/// \file
/// Ensures that only one process at a time writes an output and its checkpoint.
#pragma once

#include <filesystem>

namespace liq::storage {

/// The lock file beside an output, which names the process that writes the output: `.NAME.lock`.
std::filesystem::path lock_of(std::filesystem::path const& target);

/// Locks an output for this process until the destructor. The lock file exists, names the process
/// and its machine, and is locked (flock); the destructor removes it. A lock file that a killed
/// process has left is used again. On a file system without locks the existence of the lock file is
/// the lock; one of a process of this machine that no longer runs is removed.
///
/// \throws Error(Exit::no_file) if another process has locked the output (the message names it), if
///     the folder cannot be written to, or if another file has the name of the lock file; such a
///     file is not changed
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
