/// \file
/// Files that are there in full or not at all.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace liq::storage {

/// Puts `content` at `target`: writes `target`.part, fsyncs it, renames it over `target` and fsyncs
/// the folder, so that a reader or a crash sees the old file or the new one, never a piece.
/// A symbolic link is followed. On failure `target` is as it was and the .part is gone.
/// Throws Error(Exit::no_file) that names the file, what is wrong with it and what to do: missing
/// or read-only folder, full disk, quota, target is a folder or a device.
void write_atomically(std::filesystem::path const& target, std::span<std::byte const> content);

/// Throws what `write_atomically` would throw for a place that cannot be written to, so that a long
/// simulation can refuse at its start. Leaves nothing behind.
void check_can_write(std::filesystem::path const& target);

}  // namespace liq::storage
