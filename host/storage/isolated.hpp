/// \file
/// Reading untrusted files at arm's length. The HDF5 library checks its own format only in part: a
/// damaged file can make it write beyond its buffers, crash or loop for ever. So files from outside
/// are read by a child process, and only checked values come back.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace liq::storage {

/// Processor time that reading a file may take before it counts as damaged: this [s], and a second
/// more for every 4 MiB of it.
inline constexpr unsigned child_seconds = 15;
/// Memory that reading a file may take [bytes].
inline constexpr unsigned long long child_memory = 6ULL << 30;

/// The bytes that `work` returns, computed in a child process. `work` must start no threads.
///
/// An Error that `work` throws is thrown here. If the child crashes, or exceeds its time or
/// memory, the file is refused with Exit::bad_input. The calling process is not touched by what
/// happens in the child.
std::string in_child_process(std::filesystem::path const& file,
                             std::function<std::string()> const& work);

}  // namespace liq::storage
