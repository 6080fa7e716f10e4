/// \file
/// Reads the values of a dataset or an attribute. Only for use inside host/storage.
#pragma once

#include <cstdint>
#include <string>

#include "host/storage/handle.hpp"
#include "host/storage/reader.hpp"

namespace liq::storage {

/// An open dataset or attribute, and its name in messages.
struct Source {
    hid_t id = H5I_INVALID_HID;
    bool is_attribute = false;
    std::string where;
};

/// Integers or floats as doubles.
Array<double> read_numbers(Source const& source);
/// Integers without loss; floats and values out of range are refused.
Array<std::int64_t> read_integers(Source const& source);
Array<std::uint64_t> read_counts(Source const& source);
/// Unsigned integers of 8 bits with one dimension.
std::string read_bytes(Source const& source);
/// Strings, checked for UTF-8.
Array<std::string> read_strings(Source const& source);
/// Whatever is there, as one of these kinds.
Stored read_stored(Source const& source);

}  // namespace liq::storage
