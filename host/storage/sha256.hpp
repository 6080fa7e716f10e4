/// \file
/// SHA-256 (FIPS 180-4), to name scenarios and markets in reports.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace liq::storage {

/// Digest of the bytes as 64 lower-case hexadecimal digits. Tested with the vectors of FIPS 180-4.
std::string sha256_of_text(std::string_view bytes);

/// Digest of a file's content. Exit::no_file if it cannot be read.
std::string sha256_of_file(std::filesystem::path const& file);

}  // namespace liq::storage
