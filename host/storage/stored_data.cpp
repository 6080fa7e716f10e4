#include "host/storage/stored_data.hpp"

#include <array>
#include <functional>
#include <limits>
#include <numeric>

#include "host/storage/reader.hpp"

namespace liq::storage {
namespace {

/// Arrays of more bytes than this are compressed, in chunks of at most `largest_chunk` bytes.
constexpr std::size_t compressed_above = std::size_t{64} << 10;
constexpr std::size_t largest_chunk = std::size_t{1} << 20;
/// Higher levels take twice the time for 3 % fewer bytes of a liquidation map.
constexpr unsigned deflate_level = 2;
/// Up to so many bytes stand beside what describes a dataset, so that nothing else is to be placed.
constexpr std::size_t largest_compact = 1024;

/// A creation list without times that is never closed: HDF5 does so when the program ends.
hid_t kept_list(hid_t kind) {
    hid_t const list = checked(H5Pcreate(kind), Exit::failed, "report", not_written);
    checked(H5Pset_obj_track_times(list, 0), Exit::failed, "report", not_written);
    return list;
}

void fill_with_nan(hid_t list) {
    double const nan = std::numeric_limits<double>::quiet_NaN();
    checked(H5Pset_fill_value(list, H5T_NATIVE_DOUBLE, &nan), Exit::failed, "report", not_written);
}

/// The list of small datasets, with or without NaN for what is missing.
hid_t small_creation(bool nan_is_missing, bool compact) {
    auto const made = [](bool with_nan, bool inside) {
        hid_t const list = kept_list(H5P_DATASET_CREATE);
        if (with_nan) fill_with_nan(list);
        if (inside) checked(H5Pset_layout(list, H5D_COMPACT), Exit::failed, "report", not_written);
        return list;
    };
    static std::array<hid_t, 4> const kept{made(false, false), made(true, false), made(false, true),
                                           made(true, true)};
    return kept[(compact ? 2U : 0U) + (nan_is_missing ? 1U : 0U)];
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

hid_t text_type() {
    static hid_t const kept = [] {
        hid_t const type = checked(H5Tcopy(H5T_C_S1), Exit::failed, "report", not_written);
        checked(H5Tset_size(type, H5T_VARIABLE), Exit::failed, "report", not_written);
        checked(H5Tset_cset(type, H5T_CSET_UTF8), Exit::failed, "report", not_written);
        return type;
    }();
    return kept;
}

Handle property_list(hid_t kind) {
    return owned(H5Pcreate(kind), H5Pclose, Exit::failed, "report", not_written);
}

Handle timeless(hid_t kind) {
    Handle list = property_list(kind);
    checked(H5Pset_obj_track_times(list.id(), 0), Exit::failed, "report", not_written);
    return list;
}

hid_t group_creation() {
    static hid_t const kept = kept_list(H5P_GROUP_CREATE);
    return kept;
}

hid_t scalar_space() {
    static hid_t const kept = checked(H5Screate(H5S_SCALAR), Exit::failed, "report", not_written);
    return kept;
}

Handle space_of(std::vector<hsize_t> const& shape) {
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

hid_t dataset_creation(std::vector<hsize_t> const& shape, Data const& data, bool nan_is_missing,
                       Handle& own) {
    std::size_t const bytes = data.count * data.element_size;
    if (data.is_text || bytes <= compressed_above)
        return small_creation(nan_is_missing, bytes <= largest_compact);
    own = timeless(H5P_DATASET_CREATE);
    if (nan_is_missing) fill_with_nan(own.id());
    auto const chunk = chunk_of(shape, data.element_size);
    checked(H5Pset_chunk(own.id(), static_cast<int>(chunk.size()), chunk.data()), Exit::failed,
            "report", not_written);
    checked(H5Pset_shuffle(own.id()), Exit::failed, "report", not_written);
    checked(H5Pset_deflate(own.id(), deflate_level), Exit::failed, "report", not_written);
    return own.id();
}

Data data_of(std::span<std::int32_t const> v) {
    return {H5T_NATIVE_INT32, v.data(), v.size(), sizeof(std::int32_t)};
}

TextData::TextData(std::span<std::string const> texts) {
    for (auto const& text : texts)
        pointers_.push_back(is_utf8(text) ? text.c_str()
                                          : escaped_.emplace_back(as_utf8(text)).c_str());
}

void write_attribute(Handle const& owner, std::string_view path, char const* name,
                     std::vector<hsize_t> const& shape, Data const& data) {
    auto const require = [&](auto result) {
        if (result < 0)
            fail_hdf5(Exit::failed, std::string(path) + ", attribute " + name, not_written);
        return result;
    };
    Handle own;
    if (!shape.empty()) own = space_of(shape);
    Handle const attribute(
        require(H5Acreate2(owner.id(), name, data.type, shape.empty() ? scalar_space() : own.id(),
                           H5P_DEFAULT, H5P_DEFAULT)),
        H5Aclose);
    require(H5Awrite(attribute.id(), data.type, data.values));
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
