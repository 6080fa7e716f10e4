/// \file
/// A file that is being written and that nobody sees until it is whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace liq::storage {

/// A new file that takes the place of `target` when it is published. Until then it has no name, so
/// that the end of the process, a kill included, leaves nothing behind. Where the file system has
/// no files without a name (NFS), it stands beside the target as `.NAME.PID-RANDOM.part`, and a
/// process that is killed leaves it there. A symbolic link at `target` is followed; nothing else
/// that is there is opened, cut or removed.
class NewFile {
  public:
    /// \throws Error(Exit::no_file) that names the file, what is wrong with it and what to do:
    ///         missing or read-only folder, full disk, quota, target is a folder or a device
    explicit NewFile(std::filesystem::path const& target);
    NewFile(NewFile const&) = delete;
    NewFile& operator=(NewFile const&) = delete;
    ~NewFile();

    /// Writes bytes from `offset` on. Beyond a file-size limit this is an error in a process that
    /// ignores SIGXFSZ, as the program does. \returns 0, or the errno of what went wrong
    int write_at(std::uint64_t offset, std::span<std::byte const> bytes) const;
    /// Reads up to `into.size()` bytes from `offset` on; fewer at the end of the file.
    /// \param read  receives how many. \returns 0, or the errno of what went wrong
    int read_at(std::uint64_t offset, std::span<std::byte> into, std::size_t& read) const;
    /// Cuts or extends the file. \returns 0, or the errno of what went wrong
    [[nodiscard]] int resize(std::uint64_t bytes) const;

    /// Puts the file in the place of the target, on the disk and not only in the cache: a reader or
    /// a crash sees the old file or the new one, never a piece.
    /// \throws Error(Exit::no_file); the target is then as it was
    void publish();

    [[nodiscard]] std::filesystem::path const& target() const { return target_; }

  private:
    bool open_without_name();
    void open_beside();
    void give_name();

    std::filesystem::path target_;
    std::filesystem::path path_;  ///< empty: it has no name
    int descriptor_ = -1;
};

}  // namespace liq::storage
