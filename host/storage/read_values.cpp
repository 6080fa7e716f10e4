#include "host/storage/read_values.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <limits>

namespace liq::storage {
namespace {

/// Largest size of a dataset in memory [bytes]: numbers of 8 bytes up to the limit of elements.
constexpr std::uint64_t most_bytes = most_elements * 8;

std::string class_name(H5T_class_t type) {
    switch (type) {
        case H5T_INTEGER:
            return "integers";
        case H5T_FLOAT:
            return "floats";
        case H5T_STRING:
            return "strings";
        case H5T_COMPOUND:
            return "compound records";
        case H5T_ENUM:
            return "enumeration values";
        case H5T_VLEN:
            return "sequences of varying length";
        case H5T_ARRAY:
            return "arrays as elements";
        case H5T_REFERENCE:
            return "references";
        default:
            return "elements of another kind";
    }
}

Handle type_of(Source const& from) {
    return owned(from.is_attribute ? H5Aget_type(from.id) : H5Dget_type(from.id), H5Tclose,
                 Exit::bad_input, from.where, "has no readable type");
}

/// The shape of the data. Refuses more elements than the limit.
std::vector<std::size_t> shape_of(Source const& from, std::uint64_t limit) {
    Handle const space = owned(from.is_attribute ? H5Aget_space(from.id) : H5Dget_space(from.id),
                               H5Sclose, Exit::bad_input, from.where, "has no readable shape");
    if (H5Sget_simple_extent_type(space.id()) == H5S_NULL) return {0};
    std::array<hsize_t, H5S_MAX_RANK> extent{};
    int const rank = checked(H5Sget_simple_extent_dims(space.id(), extent.data(), nullptr),
                             Exit::bad_input, from.where, "has no readable shape");
    std::vector<std::size_t> const shape(extent.begin(), extent.begin() + rank);
    std::uint64_t elements = 1;
    bool fits = true;
    for (std::size_t const n : shape) {
        fits = fits && (n == 0 || elements <= limit / n);
        if (fits) elements *= n;
    }
    require(fits, from.where + ": has " + shape_text(shape) + " elements, more than the limit of " +
                      std::to_string(limit) + ". Split the file or use a coarser grid?");
    return shape;
}

std::size_t count_of(std::vector<std::size_t> const& shape) {
    std::size_t count = 1;
    for (std::size_t const n : shape) count *= n;
    return count;
}

/// Refuses datasets whose bytes are in other files, and chunks that are too large for the memory.
void require_own_storage(Source const& from, std::size_t element_size) {
    if (from.is_attribute) return;
    Handle const creation = owned(H5Dget_create_plist(from.id), H5Pclose, Exit::bad_input,
                                  from.where, "has no readable layout");
    H5D_layout_t const layout = H5Pget_layout(creation.id());
    require(layout >= 0 && layout != H5D_VIRTUAL && H5Pget_external_count(creation.id()) == 0,
            from.where + ": has its data in another file, which is not read");
    if (layout != H5D_CHUNKED) return;
    std::array<hsize_t, H5S_MAX_RANK> extent{};
    int const rank = checked(H5Pget_chunk(creation.id(), H5S_MAX_RANK, extent.data()),
                             Exit::bad_input, from.where, "has no readable chunk size");
    std::uint64_t room = most_bytes / std::max<std::size_t>(element_size, 1);
    for (int i = 0; i < rank; ++i)
        room /= std::max<hsize_t>(extent[static_cast<std::size_t>(i)], 1);
    require(room > 0, from.where + ": has chunks above the limit of " +
                          std::to_string(most_bytes >> 20) + " MiB");
}

void read_into(Source const& from, hid_t memory_type, hid_t transfer, void* into) {
    herr_t const done = from.is_attribute
                            ? H5Aread(from.id, memory_type, into)
                            : H5Dread(from.id, memory_type, H5S_ALL, H5S_ALL, transfer, into);
    checked(done, Exit::bad_input, from.where,
            "cannot be read, the file is damaged or its "
            "compression is not supported; accepted: none or deflate");
}

std::uint64_t limit_of(Source const& from) {
    return from.is_attribute ? most_attribute_elements : most_elements;
}

template <class T>
Array<T> read_as(Source const& from, hid_t memory_type) {
    Handle const type = type_of(from);
    Array<T> read;
    read.shape = shape_of(from, limit_of(from));
    require_own_storage(from, H5Tget_size(type.id()));
    read.values.resize(count_of(read.shape));
    if (!read.values.empty()) read_into(from, memory_type, H5P_DEFAULT, read.values.data());
    return read;
}

bool is_signed_integer(Source const& from) {
    Handle const type = type_of(from);
    H5T_class_t const found = H5Tget_class(type.id());
    require(found == H5T_INTEGER,
            from.where + ": has " + class_name(found) + "; integers are expected");
    return H5Tget_sign(type.id()) != H5T_SGN_NONE;
}

void require_text(Source const& from, std::string_view text) {
    require(text.size() <= longest_string, from.where + ": has a string longer than the limit of " +
                                               std::to_string(longest_string) + " bytes");
    require(is_utf8(text), from.where + ": has a string that is not UTF-8");
}

/// A string of fixed length without its padding.
std::string_view without_padding(std::string_view text, H5T_str_t padding) {
    if (padding == H5T_STR_SPACEPAD) {
        auto const last = text.find_last_not_of(std::string_view(" \0", 2));
        return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
    }
    return text.substr(0, text.find('\0'));
}

Array<std::string> read_fixed_strings(Source const& from, hid_t type) {
    std::size_t const width = H5Tget_size(type);
    Array<std::string> read;
    read.shape = shape_of(from, limit_of(from));
    std::size_t const count = count_of(read.shape);
    require(width <= longest_string && count <= most_elements / std::max<std::size_t>(width, 1),
            from.where + ": has strings of " + std::to_string(width) + " bytes; the limits are " +
                std::to_string(longest_string) + " bytes each and " +
                std::to_string(most_elements) + " bytes together");
    require_own_storage(from, width);
    std::string bytes(count * width, '\0');
    if (count > 0) read_into(from, type, H5P_DEFAULT, bytes.data());
    H5T_str_t const padding = H5Tget_strpad(type);
    for (std::size_t i = 0; i < count; ++i) {
        auto const text =
            without_padding(std::string_view(bytes).substr(i * width, width), padding);
        require_text(from, text);
        read.values.emplace_back(text);
    }
    return read;
}

/// The number of bytes that variable-length strings may still take while a dataset is read.
struct Allowance {
    std::size_t left = most_elements;
};

void* allocate_within(std::size_t size, void* allowance) {
    auto& left = static_cast<Allowance*>(allowance)->left;
    if (size > longest_string + 1 || size > left) return nullptr;
    left -= size;
    return std::malloc(size);
}

void release(void* memory, void*) {
    std::free(memory);
}

/// Strings that HDF5 has allocated; the destructor releases them.
struct AllocatedStrings {
    explicit AllocatedStrings(std::size_t count) : pointers(count, nullptr) {}
    ~AllocatedStrings() {
        for (char* text : pointers) std::free(text);
    }
    AllocatedStrings(AllocatedStrings const&) = delete;
    AllocatedStrings& operator=(AllocatedStrings const&) = delete;
    std::vector<char*> pointers;
};

Array<std::string> read_variable_strings(Source const& from, hid_t type) {
    Array<std::string> read;
    read.shape = shape_of(from, limit_of(from));
    require_own_storage(from, H5Tget_size(type));
    Allowance allowance;
    Handle const transfer =
        owned(H5Pcreate(H5P_DATASET_XFER), H5Pclose, Exit::failed, from.where, "cannot be read");
    checked(H5Pset_vlen_mem_manager(transfer.id(), allocate_within, &allowance, release, nullptr),
            Exit::failed, from.where, "cannot be read");
    AllocatedStrings strings(count_of(read.shape));
    if (!strings.pointers.empty()) read_into(from, type, transfer.id(), strings.pointers.data());
    for (char const* text : strings.pointers) {
        std::string_view const value =
            text == nullptr ? std::string_view() : std::string_view(text);
        require_text(from, value);
        read.values.emplace_back(value);
    }
    return read;
}

}  // namespace

Array<double> read_numbers(Source const& from) {
    Handle const type = type_of(from);
    H5T_class_t const found = H5Tget_class(type.id());
    require(found == H5T_INTEGER || found == H5T_FLOAT,
            from.where + ": has " + class_name(found) + "; numbers are expected");
    return read_as<double>(from, H5T_NATIVE_DOUBLE);
}

Array<std::int64_t> read_integers(Source const& from) {
    if (is_signed_integer(from)) return read_as<std::int64_t>(from, H5T_NATIVE_INT64);
    // HDF5 would replace values out of range by the largest integer.
    auto const unsigned_values = read_as<std::uint64_t>(from, H5T_NATIVE_UINT64);
    Array<std::int64_t> read{{}, unsigned_values.shape};
    for (std::uint64_t const value : unsigned_values.values) {
        require(value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()),
                from.where + ": = " + std::to_string(value) + " is too large");
        read.values.push_back(static_cast<std::int64_t>(value));
    }
    return read;
}

Array<std::uint64_t> read_counts(Source const& from) {
    if (!is_signed_integer(from)) return read_as<std::uint64_t>(from, H5T_NATIVE_UINT64);
    auto const signed_values = read_as<std::int64_t>(from, H5T_NATIVE_INT64);
    Array<std::uint64_t> read{{}, signed_values.shape};
    for (std::int64_t const value : signed_values.values) {
        require(value >= 0, from.where + ": = " + std::to_string(value) + " is negative");
        read.values.push_back(static_cast<std::uint64_t>(value));
    }
    return read;
}

std::string read_bytes(Source const& from) {
    Handle const type = type_of(from);
    require(!is_signed_integer(from) && H5Tget_size(type.id()) == 1,
            from.where + ": does not have bytes (unsigned integers of 8 bits)");
    auto const read = read_as<std::uint8_t>(from, H5T_NATIVE_UINT8);
    require(read.shape.size() == 1,
            from.where + ": has shape " + shape_text(read.shape) + "; one dimension is expected");
    return {read.values.begin(), read.values.end()};
}

Array<std::string> read_strings(Source const& from) {
    Handle const type = type_of(from);
    H5T_class_t const found = H5Tget_class(type.id());
    require(found == H5T_STRING,
            from.where + ": has " + class_name(found) + "; strings are expected");
    bool const variable = checked(H5Tis_variable_str(type.id()), Exit::bad_input, from.where,
                                  "has no readable type") > 0;
    return variable ? read_variable_strings(from, type.id()) : read_fixed_strings(from, type.id());
}

}  // namespace liq::storage
