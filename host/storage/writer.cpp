#include "host/storage/writer.hpp"

#include <hdf5_hl.h>

#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "host/storage/file_driver.hpp"
#include "host/storage/handle.hpp"
#include "host/storage/output_path.hpp"
#include "host/storage/stored_data.hpp"
#include "host/storage/written_groups.hpp"

namespace liq::storage {
namespace {

constexpr std::size_t growth_in_memory = std::size_t{1} << 20;

}  // namespace

struct Writer::File {
    DrivenFile target;  ///< without a file: it is in memory
    Handle handle;
    std::optional<WrittenGroups> groups;
    Handle last;                   ///< the last dataset, which attributes are often said of
    std::string last_path;         ///< of `last`; empty for a scale, which its group has
    std::vector<Written> written;  ///< of a file in memory

    [[nodiscard]] bool in_memory() const { return target.file == nullptr; }

    void create(Handle const& access) {
        Handle const creation = timeless(H5P_FILE_CREATE);
        // Each array that is written would get a buffer of 64 KB, filled with zeros first.
        checked(H5Pset_sieve_buf_size(access.id(), 0), Exit::failed, "report", not_written);
        handle = owned(H5Fcreate("report", H5F_ACC_TRUNC, creation.id(), access.id()), H5Fclose,
                       Exit::failed, "report", not_written);
        groups.emplace(handle.id());
    }
    void require_written() const {
        if (target.error != 0) fail_to_write(target.file->target(), target.error);
    }
    /// Closes all objects of the file, which is then whole.
    void leave() {
        static_cast<void>(last.close());
        groups->leave_all();
    }

    /// A list of all that a large file holds would grow with it.
    void note(std::string const& path, Dimensions const& dimensions, Data const& data,
              Description const& what) {
        if (in_memory())
            written.push_back({path, "", name_of(data.type), dimensions, std::string(what.units),
                               std::string(what.long_name)});
    }

    void add_attribute(std::string const& object, std::string const& name,
                       std::vector<hsize_t> const& shape, Data const& data) {
        if (in_memory()) written.push_back({object, name, name_of(data.type), {}, "", ""});
        if (object == last_path) return write_attribute(last, object, name.c_str(), shape, data);
        if (auto const* const open = groups->find(object))
            return write_attribute(open->group, object, name.c_str(), shape, data);
        Handle const owner = owned(H5Oopen(handle.id(), object.c_str(), H5P_DEFAULT), H5Oclose,
                                   Exit::failed, object, not_written);
        write_attribute(owner, object, name.c_str(), shape, data);
    }

    static Handle write_dataset(OpenGroup const& group, std::string const& path,
                                std::vector<hsize_t> const& shape, Data const& data,
                                Description const& what, bool nan_is_missing) {
        Handle own_space, own_list;
        if (!shape.empty()) own_space = space_of(shape);
        hid_t const space = shape.empty() ? scalar_space() : own_space.id();
        hid_t const creation = dataset_creation(shape, data, nan_is_missing, own_list);
        Handle dataset = owned(H5Dcreate2(group.group.id(), name_in_group(path).c_str(), data.type,
                                          space, H5P_DEFAULT, creation, H5P_DEFAULT),
                               H5Dclose, Exit::failed, path, not_written);
        if (data.count > 0)
            checked(H5Dwrite(dataset.id(), data.type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data.values),
                    Exit::failed, path, not_written);
        auto const say = [&](char const* name, std::string_view value) {
            std::string const text(value);
            if (!text.empty())
                write_attribute(dataset, path, name, {}, TextData({&text, 1}).data());
        };
        say("units", what.units);
        say("long_name", what.long_name);
        if (nan_is_missing) {
            double const nan = std::numeric_limits<double>::quiet_NaN();
            write_attribute(dataset, path, "_FillValue", {1}, data_of(std::span(&nan, 1)));
        }
        return dataset;
    }

    void write_scale(std::string const& path, Data const& data, Description const& what) {
        OpenGroup& group = groups->of(path);
        Handle dataset = write_dataset(group, path, {data.count}, data, what, false);
        std::string const name = name_in_group(path);
        note(path, {name}, data, what);
        checked(H5DSset_scale(dataset.id(), name.c_str()), Exit::failed, path, not_written);
        WrittenGroups::add_scale(group, name, std::move(dataset), data.count);
    }

    void write_variable(std::string const& path, Dimensions const& dimensions, Data const& data,
                        Description const& what, bool nan_is_missing) {
        note(path, dimensions, data, what);
        OpenGroup& group = groups->of(path);
        std::vector<OpenScale*> scales;
        std::vector<hsize_t> shape;
        hsize_t count = 1;
        for (auto const& dimension : dimensions) {
            scales.push_back(&WrittenGroups::scale(group, dimension));
            shape.push_back(scales.back()->length);
            count *= shape.back();
        }
        if (count != data.count)
            throw Error(Exit::failed, path + ": has " + std::to_string(data.count) +
                                          " values; its axes need " + std::to_string(count));
        last = write_dataset(group, path, shape, data, what, nan_is_missing);
        last_path = path;
        WrittenGroups::attach(last, path, scales);
    }
};

Writer::Writer() : file_(std::make_unique<File>()) {
    silence_hdf5();
    Handle const access = property_list(H5P_FILE_ACCESS);
    checked(H5Pset_fapl_core(access.id(), growth_in_memory, false), Exit::failed, "report",
            not_written);
    file_->create(access);
}

Writer::Writer(NewFile& file) : file_(std::make_unique<File>()) {
    silence_hdf5();
    file_->target.file = &file;
    Handle const access = property_list(H5P_FILE_ACCESS);
    drive(access, file_->target);
    file_->create(access);
}

Writer::~Writer() = default;
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;

void Writer::group(std::string const& path) {
    file_->require_written();
    file_->groups->create(path);
}

void Writer::link(std::string const& path, std::string const& existing) {
    hid_t const file = file_->handle.id();
    checked(H5Lcreate_hard(file, existing.c_str(), file, path.c_str(), H5P_DEFAULT, H5P_DEFAULT),
            Exit::failed, path, not_written);
}

void Writer::attribute(std::string const& object, std::string const& name, std::string_view value) {
    std::string const text(value);
    file_->add_attribute(object, name, {}, TextData({&text, 1}).data());
}
void Writer::attribute(std::string const& object, std::string const& name, double value) {
    file_->add_attribute(object, name, {}, data_of(std::span(&std::as_const(value), 1)));
}
void Writer::attribute(std::string const& object, std::string const& name,
                       std::span<std::int32_t const> values) {
    file_->add_attribute(object, name, {values.size()},
                         {H5T_NATIVE_INT32, values.data(), values.size(), sizeof(std::int32_t)});
}
void Writer::attribute(std::string const& object, std::string const& name, std::int64_t value) {
    file_->add_attribute(object, name, {}, data_of(std::span(&std::as_const(value), 1)));
}
void Writer::attribute(std::string const& object, std::string const& name, std::uint64_t value) {
    file_->add_attribute(object, name, {}, data_of(std::span(&std::as_const(value), 1)));
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

void Writer::bytes(std::string const& path, std::span<std::uint8_t const> values,
                   Description const& what) {
    file_->write_scale(path, {H5T_NATIVE_UINT8, values.data(), values.size(), 1}, what);
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
    std::string const booleans = "bool";
    write_attribute(file_->last, path, "dtype", {}, TextData({&booleans, 1}).data());
}

std::vector<Written> const& Writer::written() const {
    return file_->written;
}

std::vector<std::byte> Writer::finish() {
    file_->leave();
    hid_t const file = file_->handle.id();
    checked(H5Fflush(file, H5F_SCOPE_GLOBAL), Exit::failed, "report", not_written);
    auto const size =
        checked(H5Fget_file_image(file, nullptr, 0), Exit::failed, "report", not_written);
    std::vector<std::byte> image(static_cast<std::size_t>(size));
    checked(H5Fget_file_image(file, image.data(), image.size()), Exit::failed, "report",
            not_written);
    if (!file_->handle.close()) fail_hdf5(Exit::failed, "report", not_written);
    return image;
}

void Writer::close() {
    file_->leave();
    bool const closed = file_->handle.close();
    file_->require_written();
    if (!closed) fail_hdf5(Exit::failed, "report", not_written);
}

}  // namespace liq::storage
