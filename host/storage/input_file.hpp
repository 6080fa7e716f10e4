/// \file
/// Files that are read: regular ones only, each opened once and read without a lock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>

namespace liq::storage {

/// An open file. What is read from it is of one file, whatever takes its place meanwhile.
class InputFile {
  public:
    /// \throws Error(Exit::no_file) if it is missing, a folder, a pipe, a device or not readable;
    /// the message begins with the path. Never waits, as for the other end of a pipe.
    explicit InputFile(std::filesystem::path path);
    InputFile(InputFile const&) = delete;
    InputFile& operator=(InputFile const&) = delete;
    ~InputFile();

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    [[nodiscard]] std::uint64_t size() const { return size_; }  ///< when it was opened [bytes]

    /// Its bytes from the beginning, at most so many.
    [[nodiscard]] std::string bytes(
        std::uint64_t most = std::numeric_limits<std::uint64_t>::max()) const;

  private:
    std::filesystem::path path_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

}  // namespace liq::storage
