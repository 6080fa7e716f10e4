/// \file
/// Where an output goes, whether it can be written there, and what to say where it cannot.
#pragma once

#include <filesystem>

namespace liq::storage {

/// The folder of a file; "." for a name without one.
std::filesystem::path folder_of(std::filesystem::path const& file);

/// Throws what NewFile would throw for a place that cannot be written to, so that a long
/// simulation can refuse at its start. It only looks: no file is made, changed or removed.
void check_can_write(std::filesystem::path const& target);

/// Where the bytes of `target` really go: behind symbolic links, also to a file that is not there
/// yet. Throws Error(Exit::no_file) for a folder, a device, a pipe or a missing name.
std::filesystem::path resolved_target(std::filesystem::path const& target);

/// Throws Error(Exit::no_file) for a system call that set errno to `error` while `target`, or a
/// file that belongs to it, was written.
[[noreturn]] void fail_to_write(std::filesystem::path const& target, int error);

}  // namespace liq::storage
