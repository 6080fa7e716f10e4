/// \file
/// Reading untrusted files at arm's length. The HDF5 library checks its own format only in part: a
/// damaged file can make it write beyond its buffers, crash or loop for ever. So files from outside
/// are read by a child process, and only checked values come back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace liq::storage {

/// Processor time that reading a file may take before it counts as damaged: this [s], and a second
/// more for every 256 KiB of it, because a stored byte can stand for hundreds of bytes of a
/// compressed array. The shipped snapshot takes some hundredths of a second, the largest report
/// that a scenario can ask for (4,096 times, 1,638 price bins; 1.8 MB stored) some seconds. Builds
/// with sanitizers, which are slower by far, have more (host/CMakeLists.txt).
extern unsigned const child_seconds;
/// Memory that reading a file may take [bytes].
inline constexpr unsigned long long child_memory = 6ULL << 30;

/// The bytes that `work` returns, computed in a child process. `work` must start no threads.
///
/// An Error that `work` throws is thrown here. If the child crashes, or exceeds its time or
/// memory, the file is refused with Exit::bad_input. The calling process is not touched by what
/// happens in the child; the child ends when the calling process does, however that ends.
std::string in_child_process(std::filesystem::path const& file,
                             std::function<std::string()> const& work);
/// The same for so many bytes [bytes] that are in memory already; `file` names them in messages.
std::string in_child_process(std::filesystem::path const& file, std::uint64_t size,
                             std::function<std::string()> const& work);

}  // namespace liq::storage
