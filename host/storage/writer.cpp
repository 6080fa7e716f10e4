#include "host/storage/writer.hpp"

#include <hdf5_hl.h>

#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

#include "host/storage/handle.hpp"

namespace liq::storage {
namespace {

/// Arrays above this are compressed, in chunks of at most `largest_chunk` bytes.
constexpr std::size_t compressed_above = std::size_t{64} << 10;
constexpr std::size_t largest_chunk = std::size_t{1} << 20;
constexpr unsigned deflate_level = 4;
/// The file grows in memory by this much at a time.
constexpr std::size_t growth = std::size_t{1} << 20;
constexpr char const* problem = "cannot be written";

Handle property_list(hid_t kind) {
    return owned(H5Pcreate(kind), H5Pclose, Exit::failed, "report", problem);
}

/// A creation list whose objects carry no time of creation or change.
Handle timeless(hid_t kind) {
    Handle list = property_list(kind);
    checked(H5Pset_obj_track_times(list.id(), 0), Exit::failed, "report", problem);
    return list;
}

Handle text_type() {
    Handle type = owned(H5Tcopy(H5T_C_S1), H5Tclose, Exit::failed, "report", problem);
    checked(H5Tset_size(type.id(), H5T_VARIABLE), Exit::failed, "report", problem);
    checked(H5Tset_cset(type.id(), H5T_CSET_UTF8), Exit::failed, "report", problem);
    return type;
}

Handle space_of(std::vector<hsize_t> const& shape) {
    if (shape.empty())
        return owned(H5Screate(H5S_SCALAR), H5Sclose, Exit::failed, "report", problem);
    return owned(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose,
                 Exit::failed, "report", problem);
}

/// Values in memory and how they are stored.
struct Data {
    hid_t type;  ///< in memory and, native being little-endian everywhere we run, in the file
    void const* values;
    std::size_t count;
    std::size_t element_size;
    bool is_text = false;
};

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

/// Strings as HDF5 takes them; lives as long as the call.
class TextData {
  public:
    explicit TextData(std::span<std::string const> texts) : type_(text_type()) {
        for (auto const& text : texts) pointers_.push_back(text.c_str());
    }
    [[nodiscard]] Data data() const {
        return {type_.id(), pointers_.data(), pointers_.size(), sizeof(char*), true};
    }

  private:
    Handle type_;
    std::vector<char const*> pointers_;
};

/// Halves the slowest axes until a chunk is small enough.
std::vector<hsize_t> chunk_of(std::vector<hsize_t> shape, std::size_t element_size) {
    auto const bytes = [&] {
        return std::accumulate(shape.begin(), shape.end(), hsize_t{element_size},
                               std::multiplies<>());
    };
    for (auto& extent : shape)
        while (extent > 1 && bytes() > largest_chunk) extent = (extent + 1) / 2;
    return shape;
}

Handle creation_list(std::vector<hsize_t> const& shape, Data const& data, bool nan_is_missing) {
    Handle list = timeless(H5P_DATASET_CREATE);
    if (nan_is_missing) {
        double const nan = std::numeric_limits<double>::quiet_NaN();
        checked(H5Pset_fill_value(list.id(), data.type, &nan), Exit::failed, "report", problem);
    }
    if (!data.is_text && data.count * data.element_size > compressed_above) {
        auto const chunk = chunk_of(shape, data.element_size);
        checked(H5Pset_chunk(list.id(), static_cast<int>(chunk.size()), chunk.data()), Exit::failed,
                "report", problem);
        checked(H5Pset_shuffle(list.id()), Exit::failed, "report", problem);
        checked(H5Pset_deflate(list.id(), deflate_level), Exit::failed, "report", problem);
    }
    return list;
}

std::string folder_of(std::string const& path) {
    return path.substr(0, path.rfind('/') + 1);
}

}  // namespace

struct Writer::File {
    Handle handle;
    std::map<std::string, hsize_t> scales;  ///< path -> length

    void write_attribute(std::string const& object, std::string const& name,
                         std::vector<hsize_t> const& shape, Data const& data) const {
        std::string const where = object + ", attribute " + name;
        Handle const owner = owned(H5Oopen(handle.id(), object.c_str(), H5P_DEFAULT), H5Oclose,
                                   Exit::failed, where, problem);
        Handle const space = space_of(shape);
        Handle const attribute = owned(
            H5Acreate2(owner.id(), name.c_str(), data.type, space.id(), H5P_DEFAULT, H5P_DEFAULT),
            H5Aclose, Exit::failed, where, problem);
        checked(H5Awrite(attribute.id(), data.type, data.values), Exit::failed, where, problem);
    }

    void write_text(std::string const& object, std::string const& name,
                    std::string_view value) const {
        std::string const text(value);
        write_attribute(object, name, {}, TextData({&text, 1}).data());
    }

    Handle write_dataset(std::string const& path, std::vector<hsize_t> const& shape,
                         Data const& data, Description const& what, bool nan_is_missing) const {
        Handle const space = space_of(shape);
        Handle const creation = creation_list(shape, data, nan_is_missing);
        Handle dataset = owned(H5Dcreate2(handle.id(), path.c_str(), data.type, space.id(),
                                          H5P_DEFAULT, creation.id(), H5P_DEFAULT),
                               H5Dclose, Exit::failed, path, problem);
        if (data.count > 0)
            checked(H5Dwrite(dataset.id(), data.type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data.values),
                    Exit::failed, path, problem);
        if (!what.units.empty()) write_text(path, "units", what.units);
        if (!what.long_name.empty()) write_text(path, "long_name", what.long_name);
        if (nan_is_missing) {
            double const nan = std::numeric_limits<double>::quiet_NaN();
            write_attribute(path, "_FillValue", {1}, data_of(std::span(&nan, 1)));
        }
        return dataset;
    }

    void write_scale(std::string const& path, Data const& data, Description const& what) {
        Handle const dataset = write_dataset(path, {data.count}, data, what, false);
        std::string const name = path.substr(path.rfind('/') + 1);
        checked(H5DSset_scale(dataset.id(), name.c_str()), Exit::failed, path, problem);
        scales[path] = data.count;
    }

    void write_variable(std::string const& path, Dimensions const& dimensions, Data const& data,
                        Description const& what, bool nan_is_missing) const {
        std::vector<hsize_t> shape;
        hsize_t count = 1;
        for (auto const& dimension : dimensions) {
            auto const scale = scales.find(folder_of(path) + dimension);
            if (scale == scales.end())
                throw Error(Exit::failed, path + ": has no dimension scale " + dimension);
            shape.push_back(scale->second);
            count *= scale->second;
        }
        if (count != data.count)
            throw Error(Exit::failed, path + ": has " + std::to_string(data.count) +
                                          " values; its axes need " + std::to_string(count));
        Handle const dataset = write_dataset(path, shape, data, what, nan_is_missing);
        for (std::size_t axis = 0; axis < dimensions.size(); ++axis) {
            std::string const name = folder_of(path) + dimensions[axis];
            Handle const scale = owned(H5Dopen2(handle.id(), name.c_str(), H5P_DEFAULT), H5Dclose,
                                       Exit::failed, name, problem);
            checked(H5DSattach_scale(dataset.id(), scale.id(), static_cast<unsigned>(axis)),
                    Exit::failed, path, problem);
        }
    }
};

Writer::Writer() : file_(std::make_unique<File>()) {
    silence_hdf5();
    Handle const creation = timeless(H5P_FILE_CREATE);
    Handle const access = property_list(H5P_FILE_ACCESS);
    checked(H5Pset_fapl_core(access.id(), growth, false), Exit::failed, "report", problem);
    file_->handle = owned(H5Fcreate("in memory", H5F_ACC_TRUNC, creation.id(), access.id()),
                          H5Fclose, Exit::failed, "report", problem);
}
Writer::~Writer() = default;
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;

void Writer::group(std::string const& path) {
    Handle const creation = timeless(H5P_GROUP_CREATE);
    Handle const made =
        owned(H5Gcreate2(file_->handle.id(), path.c_str(), H5P_DEFAULT, creation.id(), H5P_DEFAULT),
              H5Gclose, Exit::failed, path, problem);
}

void Writer::attribute(std::string const& object, std::string const& name, std::string_view value) {
    file_->write_text(object, name, value);
}
void Writer::attribute(std::string const& object, std::string const& name, double value) {
    file_->write_attribute(object, name, {}, data_of(std::span(&std::as_const(value), 1)));
}
void Writer::attribute(std::string const& object, std::string const& name,
                       std::span<std::int32_t const> values) {
    file_->write_attribute(object, name, {values.size()},
                           {H5T_NATIVE_INT32, values.data(), values.size(), sizeof(std::int32_t)});
}
void Writer::attribute(std::string const& object, std::string const& name, std::int64_t value) {
    file_->write_attribute(object, name, {}, data_of(std::span(&std::as_const(value), 1)));
}
void Writer::attribute(std::string const& object, std::string const& name, std::uint64_t value) {
    file_->write_attribute(object, name, {}, data_of(std::span(&std::as_const(value), 1)));
}

void Writer::scale(std::string const& path, std::span<double const> values,
                   Description const& what) {
    file_->write_scale(path, data_of(values), what);
}
void Writer::scale(std::string const& path, std::span<std::int64_t const> values,
                   Description const& what) {
    file_->write_scale(path, data_of(values), what);
}
void Writer::scale(std::string const& path, std::span<std::string const> values,
                   Description const& what) {
    file_->write_scale(path, TextData(values).data(), what);
}

void Writer::variable(std::string const& path, Dimensions const& dimensions,
                      std::span<double const> values, Description const& what) {
    file_->write_variable(path, dimensions, data_of(values), what, true);
}
void Writer::variable(std::string const& path, Dimensions const& dimensions,
                      std::span<std::int64_t const> values, Description const& what) {
    file_->write_variable(path, dimensions, data_of(values), what, false);
}
void Writer::variable(std::string const& path, Dimensions const& dimensions,
                      std::span<std::uint64_t const> values, Description const& what) {
    file_->write_variable(path, dimensions, data_of(values), what, false);
}
void Writer::variable(std::string const& path, Dimensions const& dimensions,
                      std::span<std::string const> values, Description const& what) {
    file_->write_variable(path, dimensions, TextData(values).data(), what, false);
}
void Writer::flags(std::string const& path, Dimensions const& dimensions,
                   std::span<std::int8_t const> values, Description const& what) {
    file_->write_variable(path, dimensions, data_of(values), what, false);
    file_->write_text(path, "dtype", "bool");
}

std::vector<std::byte> Writer::finish() {
    hid_t const file = file_->handle.id();
    checked(H5Fflush(file, H5F_SCOPE_GLOBAL), Exit::failed, "report", problem);
    auto const size = checked(H5Fget_file_image(file, nullptr, 0), Exit::failed, "report", problem);
    std::vector<std::byte> image(static_cast<std::size_t>(size));
    checked(H5Fget_file_image(file, image.data(), image.size()), Exit::failed, "report", problem);
    if (!file_->handle.close()) fail_hdf5(Exit::failed, "report", problem);
    return image;
}

}  // namespace liq::storage
