#include "host/storage/reader.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "host/storage/axis_names.hpp"
#include "host/storage/input_file.hpp"
#include "host/storage/open_object.hpp"
#include "host/storage/read_values.hpp"

namespace liq::storage {

struct Reader::File {
    File(std::filesystem::path file, std::string bytes)
        : path(std::move(file)), image(std::move(bytes)) {}

    std::filesystem::path path;
    std::string image;
    Handle handle = open_image(path, image);

    /// An open attribute and its open object. The handle of the attribute is empty if the object
    /// does not have it.
    struct Attribute {
        Handle owner;
        Handle attribute;
        Source source;
    };

    [[nodiscard]] Handle dataset(std::string const& name) const {
        require(object_exists(handle.id(), path, name),
                storage::place(path, name) + ": is missing");
        return open_object(handle.id(), path, name, H5I_DATASET);
    }

    [[nodiscard]] Attribute attribute(std::string const& object, std::string const& name) const {
        std::string const where = storage::place(path, object) + ", attribute " + name;
        require(object_exists(handle.id(), path, object),
                storage::place(path, object) + ": is missing");
        Attribute found;
        found.owner = owned(H5Oopen(handle.id(), object.c_str(), H5P_DEFAULT), H5Oclose,
                            Exit::bad_input, where, "cannot be read");
        if (checked(H5Aexists(found.owner.id(), name.c_str()), Exit::bad_input, where,
                    "cannot be read, the file is damaged") == 0)
            return found;
        found.attribute = owned(H5Aopen(found.owner.id(), name.c_str(), H5P_DEFAULT), H5Aclose,
                                Exit::bad_input, where, "cannot be read");
        found.source = {found.attribute.id(), true, where};
        return found;
    }
};

Reader::Reader(std::filesystem::path const& file) : Reader(file, InputFile(file).bytes()) {}
Reader::Reader(std::filesystem::path file, std::string image)
    : file_(std::make_unique<File>(std::move(file), std::move(image))) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

std::filesystem::path const& Reader::path() const {
    return file_->path;
}

std::string_view Reader::image() const {
    return file_->image;
}

std::string Reader::place(std::string_view object) const {
    return storage::place(file_->path, std::string(object));
}

bool Reader::has(std::string const& object) const {
    return object_exists(file_->handle.id(), file_->path, object);
}

std::vector<std::string> Reader::members(std::string const& group) const {
    require(has(group), place(group) + ": is missing");
    Handle const opened = open_object(file_->handle.id(), file_->path, group, H5I_GROUP);
    std::vector<std::string> names;
    auto const add = [](hid_t, char const* name, H5L_info_t const*, void* into) -> herr_t {
        auto& all = *static_cast<std::vector<std::string>*>(into);
        if (all.size() >= most_elements) return -1;
        all.emplace_back(name);
        return 0;
    };
    hsize_t start = 0;
    checked(H5Literate(opened.id(), H5_INDEX_NAME, H5_ITER_INC, &start, add, &names),
            Exit::bad_input, place(group), "cannot be listed, the file is damaged");
    for (auto const& name : names)
        require(is_utf8(name), place(group) + ": has a member whose name is not UTF-8");
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> Reader::attributes(std::string const& object) const {
    require(has(object), place(object) + ": is missing");
    Handle const opened = owned(H5Oopen(file_->handle.id(), object.c_str(), H5P_DEFAULT), H5Oclose,
                                Exit::bad_input, place(object), "cannot be read");
    std::vector<std::string> names;
    auto const add = [](hid_t, char const* name, H5A_info_t const*, void* into) -> herr_t {
        static_cast<std::vector<std::string>*>(into)->emplace_back(name);
        return 0;
    };
    hsize_t start = 0;
    checked(H5Aiterate2(opened.id(), H5_INDEX_NAME, H5_ITER_INC, &start, add, &names),
            Exit::bad_input, place(object), "has attributes that cannot be listed");
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::vector<std::string>> Reader::axis_names(std::string const& dataset) const {
    Handle const opened = file_->dataset(dataset);
    return storage::axis_names(opened.id(), place(dataset));
}

Array<double> Reader::numbers(std::string const& dataset) const {
    Handle const opened = file_->dataset(dataset);
    Array<double> read = read_numbers({opened.id(), false, place(dataset)});
    for (char const* packed : {"scale_factor", "add_offset"})
        require(!attribute_numbers(dataset, packed),
                place(dataset) + ": is packed (attribute " + packed +
                    "), which is not supported. Store plain numbers?");
    for (char const* missing : {"_FillValue", "missing_value"}) {
        auto const fill = attribute_numbers(dataset, missing);
        if (!fill || fill->values.size() != 1) continue;
        std::replace(read.values.begin(), read.values.end(), fill->values[0],
                     std::numeric_limits<double>::quiet_NaN());
    }
    return read;
}

Array<std::int64_t> Reader::integers(std::string const& dataset) const {
    Handle const opened = file_->dataset(dataset);
    return read_integers({opened.id(), false, place(dataset)});
}

Array<std::uint64_t> Reader::counts(std::string const& dataset) const {
    Handle const opened = file_->dataset(dataset);
    return read_counts({opened.id(), false, place(dataset)});
}

std::string Reader::bytes(std::string const& dataset) const {
    Handle const opened = file_->dataset(dataset);
    return read_bytes({opened.id(), false, place(dataset)});
}

Array<std::string> Reader::strings(std::string const& dataset) const {
    Handle const opened = file_->dataset(dataset);
    return read_strings({opened.id(), false, place(dataset)});
}

Stored Reader::stored(std::string const& object, std::string const& attribute) const {
    if (attribute.empty()) {
        Handle const opened = file_->dataset(object);
        return read_stored({opened.id(), false, place(object)});
    }
    auto const found = file_->attribute(object, attribute);
    require(static_cast<bool>(found.attribute),
            place(object) + ", attribute " + attribute + ": is missing");
    return read_stored(found.source);
}

bool Reader::is_group(std::string const& object) const {
    Handle const opened = owned(H5Oopen(file_->handle.id(), object.c_str(), H5P_DEFAULT), H5Oclose,
                                Exit::bad_input, place(object), "cannot be read");
    return H5Iget_type(opened.id()) == H5I_GROUP;
}

std::optional<std::string> Reader::text(std::string const& object,
                                        std::string const& attribute) const {
    auto const found = attribute_strings(object, attribute);
    if (!found) return std::nullopt;
    if (found->values.empty()) return std::string();
    require(found->values.size() == 1, place(object) + ", attribute " + attribute + ": has shape " +
                                           shape_text(found->shape) + "; one string is expected");
    return found->values.front();
}

std::optional<Array<double>> Reader::attribute_numbers(std::string const& object,
                                                       std::string const& attribute) const {
    auto const found = file_->attribute(object, attribute);
    if (!found.attribute) return std::nullopt;
    return read_numbers(found.source);
}

std::optional<Array<std::uint64_t>> Reader::attribute_counts(std::string const& object,
                                                             std::string const& attribute) const {
    auto const found = file_->attribute(object, attribute);
    if (!found.attribute) return std::nullopt;
    return read_counts(found.source);
}

std::optional<Array<std::string>> Reader::attribute_strings(std::string const& object,
                                                            std::string const& attribute) const {
    auto const found = file_->attribute(object, attribute);
    if (!found.attribute) return std::nullopt;
    return read_strings(found.source);
}

}  // namespace liq::storage
