#include "host/storage/stored_data.hpp"

#include <functional>
#include <limits>
#include <numeric>

#include "host/storage/reader.hpp"

namespace liq::storage {
namespace {

/// Arrays of more bytes than this are compressed, in chunks of at most `largest_chunk` bytes.
constexpr std::size_t compressed_above = std::size_t{64} << 10;
constexpr std::size_t largest_chunk = std::size_t{1} << 20;
constexpr unsigned deflate_level = 4;

Handle text_type() {
    Handle type = owned(H5Tcopy(H5T_C_S1), H5Tclose, Exit::failed, "report", not_written);
    checked(H5Tset_size(type.id(), H5T_VARIABLE), Exit::failed, "report", not_written);
    checked(H5Tset_cset(type.id(), H5T_CSET_UTF8), Exit::failed, "report", not_written);
    return type;
}

/// The shape of a chunk: the axes are halved, the slowest axis first, until it is small enough.
std::vector<hsize_t> chunk_of(std::vector<hsize_t> shape, std::size_t element_size) {
    auto const bytes = [&] {
        return std::accumulate(shape.begin(), shape.end(), hsize_t{element_size},
                               std::multiplies<>());
    };
    for (auto& extent : shape)
        while (extent > 1 && bytes() > largest_chunk) extent = (extent + 1) / 2;
    return shape;
}

}  // namespace

Handle property_list(hid_t kind) {
    return owned(H5Pcreate(kind), H5Pclose, Exit::failed, "report", not_written);
}

Handle timeless(hid_t kind) {
    Handle list = property_list(kind);
    checked(H5Pset_obj_track_times(list.id(), 0), Exit::failed, "report", not_written);
    return list;
}

Handle space_of(std::vector<hsize_t> const& shape) {
    if (shape.empty())
        return owned(H5Screate(H5S_SCALAR), H5Sclose, Exit::failed, "report", not_written);
    return owned(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose,
                 Exit::failed, "report", not_written);
}

Data data_of(std::span<double const> v) {
    return {H5T_NATIVE_DOUBLE, v.data(), v.size(), sizeof(double)};
}
Data data_of(std::span<std::int64_t const> v) {
    return {H5T_NATIVE_INT64, v.data(), v.size(), sizeof(std::int64_t)};
}
Data data_of(std::span<std::uint64_t const> v) {
    return {H5T_NATIVE_UINT64, v.data(), v.size(), sizeof(std::uint64_t)};
}
Data data_of(std::span<std::int8_t const> v) {
    return {H5T_NATIVE_INT8, v.data(), v.size(), sizeof(std::int8_t)};
}

Handle dataset_creation(std::vector<hsize_t> const& shape, Data const& data, bool nan_is_missing) {
    Handle list = timeless(H5P_DATASET_CREATE);
    if (nan_is_missing) {
        double const nan = std::numeric_limits<double>::quiet_NaN();
        checked(H5Pset_fill_value(list.id(), data.type, &nan), Exit::failed, "report", not_written);
    }
    if (!data.is_text && data.count * data.element_size > compressed_above) {
        auto const chunk = chunk_of(shape, data.element_size);
        checked(H5Pset_chunk(list.id(), static_cast<int>(chunk.size()), chunk.data()), Exit::failed,
                "report", not_written);
        checked(H5Pset_shuffle(list.id()), Exit::failed, "report", not_written);
        checked(H5Pset_deflate(list.id(), deflate_level), Exit::failed, "report", not_written);
    }
    return list;
}

Data data_of(std::span<std::int32_t const> v) {
    return {H5T_NATIVE_INT32, v.data(), v.size(), sizeof(std::int32_t)};
}

TextData::TextData(std::span<std::string const> texts) : type_(text_type()) {
    for (auto const& text : texts)
        pointers_.push_back(is_utf8(text) ? text.c_str()
                                          : escaped_.emplace_back(as_utf8(text)).c_str());
}

std::string name_of(hid_t type) {
    H5T_class_t const kind = H5Tget_class(type);
    if (kind == H5T_STRING) return "text";
    std::string const bits = std::to_string(8 * H5Tget_size(type));
    if (kind == H5T_FLOAT) return "float" + bits;
    return (H5Tget_sign(type) == H5T_SGN_NONE ? "uint" : "int") + bits;
}

hsize_t length_of(Handle const& dataset, std::string const& path) {
    Handle const space =
        owned(H5Dget_space(dataset.id()), H5Sclose, Exit::failed, path, not_written);
    return static_cast<hsize_t>(
        checked(H5Sget_simple_extent_npoints(space.id()), Exit::failed, path, not_written));
}

}  // namespace liq::storage
