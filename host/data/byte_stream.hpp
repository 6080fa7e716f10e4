/// \file
/// The bytes of a file of data, piece by piece, whatever it is packed in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace liq::data {

/// Reads a file from its beginning to its end in pieces, so that memory does not grow with the
/// file.
///
/// A file that begins as gzip or as a zip archive of one file (as exchanges hand them out) is
/// unpacked; its name does not matter. The path "-" is standard input.
/// \throws Error(Exit::no_file) if it is missing or cannot be read; Error(Exit::bad_input) if it is
///     damaged, ends too early, or expands without end (`largest_expansion`). Messages begin with
///     the path
class ByteStream {
  public:
    /// A packed file may be this many times as long unpacked, once more than
    /// `always_allowed` bytes are out. Files of numbers shrink three- to twentyfold.
    static constexpr std::uint64_t largest_expansion = 400;
    static constexpr std::uint64_t always_allowed = std::uint64_t{64} << 20;

    explicit ByteStream(std::filesystem::path const& path);
    ~ByteStream();
    ByteStream(ByteStream&&) noexcept;
    ByteStream& operator=(ByteStream&&) noexcept;

    /// The next piece, valid until the next call; empty at the end.
    std::string_view next();
    /// The first bytes, at most `limit` of them, without taking them: `next` begins with them.
    std::string_view head(std::size_t limit = 65'536);

    /// Whether the file is packed, so that what is read is not what it holds.
    [[nodiscard]] bool is_packed();

    /// As messages name it.
    [[nodiscard]] std::string const& name() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace liq::data
