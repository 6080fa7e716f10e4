/// \file
/// A file that says its own SHA-256, so that a bit that was flipped anywhere in it is noticed.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "host/storage/new_file.hpp"
#include "host/storage/reader.hpp"

namespace liq::storage {

/// The root attribute with the digest. Who changes a sealed file on purpose deletes it.
inline constexpr char const* seal_attribute = "file_sha256";
/// What the attribute holds before the file is sealed, and while its digest is taken: 64 bytes.
inline constexpr std::string_view seal_to_be =
    "liqcascade:the-SHA-256-of-this-file-with-these-64-bytes-in-it...";
static_assert(seal_to_be.size() == 64);

/// Puts the digest of a file, whose `seal_attribute` is `seal_to_be`, in the place of that text. A
/// file that has the text elsewhere too stays without a seal. A large file takes seconds.
/// \param stop  asked now and then whether to give up
/// \returns false if it gave up. \throws Error(Exit::no_file) if the file cannot be read or written
bool seal(NewFile const& file, std::function<bool()> const& stop = [] { return false; });

/// Refuses (Exit::bad_input) a file whose bytes are not those that were sealed. One without the
/// attribute passes.
void require_seal(Reader const& file);

}  // namespace liq::storage
