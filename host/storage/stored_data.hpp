/// \file
/// How the writer stores values: types, shapes, creation lists. Inside host/storage only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "host/storage/handle.hpp"

namespace liq::storage {

/// What errors of the writer say; they are mistakes of the program.
inline constexpr char const* not_written = "cannot be written";

/// Values in memory and how they are stored.
struct Data {
    hid_t type;  ///< in memory and in the file: native, little-endian wherever this program runs
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

/// Strings as HDF5 takes them, variable-length UTF-8; must outlive what `data` gives.
class TextData {
  public:
    explicit TextData(std::span<std::string const> texts);
    [[nodiscard]] Data data() const {
        return {type_.id(), pointers_.data(), pointers_.size(), sizeof(char*), true};
    }

  private:
    Handle type_;
    std::deque<std::string> escaped_;  ///< what was not UTF-8, of which readers would know nothing
    std::vector<char const*> pointers_;
};

Handle property_list(hid_t kind);
/// A creation list whose objects carry no time of creation or change.
Handle timeless(hid_t kind);
/// A dataspace; no extents: a scalar.
Handle space_of(std::vector<hsize_t> const& shape);
/// How a dataset is created: timeless, in compressed chunks if it is large.
Handle dataset_creation(std::vector<hsize_t> const& shape, Data const& data, bool nan_is_missing);

}  // namespace liq::storage
