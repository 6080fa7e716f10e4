/// \file
/// Files that are there in full or not at all.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace liq::storage {

/// Puts `content` at `target`: writes a new file beside it, under a name that is this process's
/// own, fsyncs it, renames it over `target` and fsyncs the folder, so that a reader or a crash sees
/// the old file or the new one, never a piece. A symbolic link at `target` is followed; nothing
/// else that is there is opened, cut or removed. On failure `target` is as it was and the new file
/// is gone; a process that is killed meanwhile leaves a `.NAME.PID-RANDOM.part`.
/// Throws Error(Exit::no_file) that names the file, what is wrong with it and what to do: missing
/// or read-only folder, full disk, quota, target is a folder or a device.
void write_atomically(std::filesystem::path const& target, std::span<std::byte const> content);

/// Throws what `write_atomically` would throw for a place that cannot be written to, so that a long
/// simulation can refuse at its start. It only looks: no file is made, changed or removed.
void check_can_write(std::filesystem::path const& target);

/// Where the bytes of `target` really go: behind a symbolic link. Throws Error(Exit::no_file) for a
/// folder, a device, a pipe or a missing name.
std::filesystem::path resolved_target(std::filesystem::path const& target);

/// Throws Error(Exit::no_file) for a system call that set errno to `error` while `target`, or a
/// file that belongs to it, was written.
[[noreturn]] void fail_to_write(std::filesystem::path const& target, int error);

}  // namespace liq::storage
