/// \file
/// Files that are there in full or not at all.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace liq::storage {

/// Puts `content` at `target` by way of a NewFile: a reader or a crash sees the old file or the new
/// one, never a piece. On failure `target` is as it was and the new file is gone.
/// Throws Error(Exit::no_file) that names the file, what is wrong with it and what to do: missing
/// or read-only folder, full disk, quota, target is a folder or a device.
void write_atomically(std::filesystem::path const& target, std::span<std::byte const> content);

}  // namespace liq::storage
