/// \file
/// How the writer stores values: types, shapes, creation lists. Only for use inside host/storage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "host/storage/handle.hpp"

namespace liq::storage {

/// The problem in messages of the writer. Such an error is a mistake of the program.
inline constexpr char const* not_written = "cannot be written";

/// Values in memory, and the type with which they are stored.
struct Data {
    hid_t type;  ///< native type in memory and file; little-endian on all supported machines
    void const* values;
    std::size_t count;
    std::size_t element_size;
    bool is_text = false;
};

Data data_of(std::span<double const> values);
Data data_of(std::span<std::int32_t const> values);
Data data_of(std::span<std::int64_t const> values);
Data data_of(std::span<std::uint64_t const> values);
Data data_of(std::span<std::int8_t const> values);

/// Strings for HDF5, as UTF-8 of variable length. The object must live longer than the result of
/// `data`.
class TextData {
  public:
    explicit TextData(std::span<std::string const> texts);
    [[nodiscard]] Data data() const {
        return {type_.id(), pointers_.data(), pointers_.size(), sizeof(char*), true};
    }

  private:
    Handle type_;
    std::deque<std::string> escaped_;  ///< copies of strings that were not UTF-8, with escapes
    std::vector<char const*> pointers_;
};

Handle property_list(hid_t kind);
/// A creation list for objects without times of creation and change.
Handle timeless(hid_t kind);
/// A dataspace of this shape; an empty shape gives a scalar.
Handle space_of(std::vector<hsize_t> const& shape);
/// The creation list of a dataset: without times, and in compressed chunks if it is large.
Handle dataset_creation(std::vector<hsize_t> const& shape, Data const& data, bool nan_is_missing);

/// "text", "float64", "int32", "uint8", ...
std::string name_of(hid_t type);

/// How many values a dataset has, which `path` names in errors.
hsize_t length_of(Handle const& dataset, std::string const& path);

}  // namespace liq::storage
