/// \file
/// SHA-256 (FIPS 180-4), which identifies scenarios and markets in reports.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace liq::storage {

/// The digest of bytes that are added piece by piece.
class Sha256 {
  public:
    void add(std::string_view bytes);
    /// Ends the sum. \returns 64 lower-case hexadecimal digits
    std::string finish();

  private:
    void compress();

    std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<unsigned char, 64> chunk_{};  ///< of the message; `filled_` bytes of it are known
    std::size_t filled_ = 0;
    std::uint64_t length_ = 0;
};

/// The digest of the bytes as 64 lower-case hexadecimal digits. Tested with vectors of NIST.
std::string sha256_of_text(std::string_view bytes);

/// The digest of the bytes of a file.
/// \throws Error(Exit::no_file) if it cannot be read
std::string sha256_of_file(std::filesystem::path const& file);

}  // namespace liq::storage
