/// \file
/// Reads files: only regular files, each opened once and read without a lock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <span>
#include <string>

namespace liq::storage {

/// An open file. All bytes come from the same file, even if another file replaces it in the
/// meantime.
class InputFile {
  public:
    /// Never waits, not even for the other end of a pipe.
    /// \throws Error(Exit::no_file) if it is missing, a folder, a pipe, a device or not readable;
    ///     the message begins with the path
    explicit InputFile(std::filesystem::path path);
    InputFile(InputFile const&) = delete;
    InputFile& operator=(InputFile const&) = delete;
    ~InputFile();

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    [[nodiscard]] std::uint64_t size() const { return size_; }  ///< size at opening [bytes]

    /// The bytes of the file from its beginning, at most `limit` of them.
    [[nodiscard]] std::string bytes(
        std::uint64_t limit = std::numeric_limits<std::uint64_t>::max()) const;
    /// Reads bytes from `offset` on until `into` is full or the file ends. \returns how many
    std::size_t read_at(std::uint64_t offset, std::span<char> into) const;

  private:
    std::filesystem::path path_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

}  // namespace liq::storage
