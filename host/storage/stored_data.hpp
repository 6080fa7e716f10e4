/// \file
/// How the writer stores values: types, shapes, creation lists. Only for use inside host/storage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
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

/// Strings of variable length in UTF-8. The type stays open until the program ends.
hid_t text_type();

/// Strings for HDF5, as UTF-8 of variable length. The object must live longer than the result of
/// `data`.
class TextData {
  public:
    explicit TextData(std::span<std::string const> texts);
    [[nodiscard]] Data data() const {
        return {text_type(), pointers_.data(), pointers_.size(), sizeof(char*), true};
    }

  private:
    std::deque<std::string> escaped_;  ///< copies of strings that were not UTF-8, with escapes
    std::vector<char const*> pointers_;
};

Handle property_list(hid_t kind);
/// A creation list for objects without times of creation and change.
Handle timeless(hid_t kind);
/// The dataspace of a scalar. It stays open until the program ends.
hid_t scalar_space();
/// A dataspace of this shape of one axis or more.
Handle space_of(std::vector<hsize_t> const& shape);
/// A creation list for groups. It stays open until the program ends.
hid_t group_creation();
/// The creation list of a dataset: without times, inside what describes the dataset if it is small,
/// and in compressed chunks if it is large.
/// \returns an identifier that `own` keeps where it is not one of those that stay open
hid_t dataset_creation(std::vector<hsize_t> const& shape, Data const& data, bool nan_is_missing,
                       Handle& own);

/// Writes an attribute of an object that is open; `path` names it in errors.
void write_attribute(Handle const& owner, std::string_view path, char const* name,
                     std::vector<hsize_t> const& shape, Data const& data);

/// "text", "float64", "int32", "uint8", ...
std::string name_of(hid_t type);

/// How many values a dataset has, which `path` names in errors.
hsize_t length_of(Handle const& dataset, std::string const& path);

}  // namespace liq::storage
