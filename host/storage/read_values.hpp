/// \file
/// From the bytes of a dataset or an attribute to typed values. Inside host/storage only.
#pragma once

#include <cstdint>
#include <string>

#include "host/storage/handle.hpp"
#include "host/storage/reader.hpp"

namespace liq::storage {

/// An open dataset or attribute and how messages name it.
struct Source {
    hid_t id = H5I_INVALID_HID;
    bool is_attribute = false;
    std::string where;
};

/// Integers or floats as doubles.
Array<double> read_numbers(Source const& source);
/// Integers exactly; floats and values that do not fit are refused.
Array<std::int64_t> read_integers(Source const& source);
Array<std::uint64_t> read_counts(Source const& source);
/// Unsigned integers of 8 bits, in a row.
std::string read_bytes(Source const& source);
/// Strings, checked for UTF-8.
Array<std::string> read_strings(Source const& source);

}  // namespace liq::storage
