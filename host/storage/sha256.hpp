/// \file
/// SHA-256 (FIPS 180-4), which identifies scenarios and markets in reports.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace liq::storage {

/// The digest of the bytes as 64 lower-case hexadecimal digits. Tested with vectors of NIST.
std::string sha256_of_text(std::string_view bytes);

/// The digest of the bytes of a file.
/// \throws Error(Exit::no_file) if it cannot be read
std::string sha256_of_file(std::filesystem::path const& file);

}  // namespace liq::storage
