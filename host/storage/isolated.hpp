/// \file
/// Reads untrusted files in a child process. The HDF5 library checks its own format only in part: a
/// damaged file can make it write beyond its buffers, crash or loop without end. Therefore such
/// files are read by a child process, which returns only checked values.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace liq::storage {

/// The processor time that reading a file may take is this [s] and a second for every 256 KiB of
/// the file, because a stored byte can stand for hundreds of bytes of a compressed array. A file
/// that takes longer counts as damaged. The shipped snapshot takes some hundredths of a second; the
/// largest report that a scenario can ask for (4,096 times, 1,638 price bins; 1.8 MB stored) takes
/// some seconds. Builds with sanitizers are much slower and have more time (host/CMakeLists.txt).
extern unsigned const child_seconds;
/// The memory that reading a file may take [bytes].
inline constexpr unsigned long long child_memory = 6ULL << 30;

/// The bytes that `work` returns, computed in a child process. `work` must start no threads.
///
/// An Error that `work` throws is thrown here too. If the child crashes, or needs too much time or
/// memory, the file is refused with Exit::bad_input. A crash of the child has no effect on the
/// calling process. If the calling process ends for any reason, the child ends too.
std::string in_child_process(std::filesystem::path const& file,
                             std::function<std::string()> const& work);
/// The same for bytes that are already in memory.
/// \param file  their name in messages
/// \param size  their number, which decides the time that `work` may take
std::string in_child_process(std::filesystem::path const& file, std::uint64_t size,
                             std::function<std::string()> const& work);

/// The same for a file whose values are too many for one string: `work` hands over one record after
/// the other, and `take` gets each of them here, in order, while the child goes on.
void in_child_process(std::filesystem::path const& file,
                      std::function<void(std::function<void(std::string_view)>)> const& work,
                      std::function<void(std::string)> const& take);

}  // namespace liq::storage
