#include "host/storage/axis_names.hpp"

#include <array>
#include <cstddef>

#include "host/storage/read_values.hpp"

namespace liq::storage {
namespace {

constexpr char const* scales_attribute = "DIMENSION_LIST";
constexpr char const* labels_attribute = "DIMENSION_LABELS";
/// Largest number of scales of an axis; no known writer attaches so many.
constexpr std::size_t most_scales = 64;

bool has_attribute(hid_t dataset, char const* name, std::string const& where) {
    return checked(H5Aexists(dataset, name), Exit::bad_input, where,
                   "cannot be read, the file is damaged") > 0;
}

Handle open_attribute(hid_t dataset, char const* name, std::string const& where) {
    return owned(H5Aopen(dataset, name, H5P_DEFAULT), H5Aclose, Exit::bad_input, where,
                 "cannot be read");
}

/// The name of an object without the path of its group.
std::string name_of(hid_t object, std::string const& where) {
    std::array<char, 1024> path{};
    checked(H5Iget_name(object, path.data(), path.size()), Exit::bad_input, where,
            "has a scale without a name");
    std::string const text = path.data();
    std::string name = text.substr(text.rfind('/') + 1);
    require(is_utf8(name), where + ": has a scale whose name is not UTF-8");
    return name;
}

std::vector<std::string> scales_of_axis(hid_t dataset, hvl_t const& list,
                                        std::string const& where) {
    require(list.len <= most_scales,
            where + ": has an axis with more than " + std::to_string(most_scales) + " scales");
    std::vector<std::string> names;
    for (std::size_t i = 0; i < list.len; ++i) {
        auto const* reference = static_cast<hobj_ref_t const*>(list.p) + i;
        Handle const scale(H5Rdereference2(dataset, H5P_DEFAULT, H5R_OBJECT, reference), H5Oclose);
        if (!scale) continue;  // the scale was deleted, or replaced by another dataset
        names.push_back(name_of(scale.id(), where));
    }
    return names;
}

void require_references(hid_t attribute, std::size_t rank, std::string const& where) {
    Handle const type =
        owned(H5Aget_type(attribute), H5Tclose, Exit::bad_input, where, "has no readable type");
    Handle const space =
        owned(H5Aget_space(attribute), H5Sclose, Exit::bad_input, where, "has no readable shape");
    bool good = H5Tget_class(type.id()) == H5T_VLEN &&
                H5Sget_simple_extent_npoints(space.id()) == static_cast<hssize_t>(rank);
    if (good) {
        Handle const element = owned(H5Tget_super(type.id()), H5Tclose, Exit::bad_input, where,
                                     "has no readable type");
        good = H5Tequal(element.id(), H5T_STD_REF_OBJ) > 0;
    }
    require(good, where + ": is not a list of dimension scales for each of the " +
                      std::to_string(rank) + " axes");
}

/// Lists of references that HDF5 has allocated; the destructor releases them.
struct ReferenceLists {
    std::vector<hvl_t> lists;
    hid_t type, space;
    ReferenceLists(std::size_t rank, hid_t of_type, hid_t of_space)
        : lists(rank), type(of_type), space(of_space) {}
    ReferenceLists(ReferenceLists const&) = delete;
    ReferenceLists& operator=(ReferenceLists const&) = delete;
    ~ReferenceLists() { H5Dvlen_reclaim(type, space, H5P_DEFAULT, lists.data()); }
};

std::vector<std::vector<std::string>> names_of_scales(hid_t dataset, std::size_t rank,
                                                      std::string const& where) {
    std::vector<std::vector<std::string>> names(rank);
    if (!has_attribute(dataset, scales_attribute, where)) return names;
    std::string const here = where + ", attribute " + scales_attribute;
    Handle const attribute = open_attribute(dataset, scales_attribute, here);
    require_references(attribute.id(), rank, here);
    Handle const type =
        owned(H5Tvlen_create(H5T_STD_REF_OBJ), H5Tclose, Exit::failed, here, "cannot be read");
    Handle const space = owned(H5Aget_space(attribute.id()), H5Sclose, Exit::bad_input, here,
                               "has no readable shape");
    ReferenceLists references(rank, type.id(), space.id());
    checked(H5Aread(attribute.id(), type.id(), references.lists.data()), Exit::bad_input, here,
            "cannot be read");
    for (std::size_t axis = 0; axis < rank; ++axis)
        names[axis] = scales_of_axis(dataset, references.lists[axis], here);
    return names;
}

void add_labels(hid_t dataset, std::string const& where,
                std::vector<std::vector<std::string>>& names) {
    if (!has_attribute(dataset, labels_attribute, where)) return;
    std::string const here = where + ", attribute " + labels_attribute;
    Handle const attribute = open_attribute(dataset, labels_attribute, here);
    auto const labels = read_strings({attribute.id(), true, here}).values;
    for (std::size_t axis = 0; axis < names.size() && axis < labels.size(); ++axis)
        if (names[axis].empty() && !labels[axis].empty()) names[axis].push_back(labels[axis]);
}

}  // namespace

std::vector<std::vector<std::string>> axis_names(hid_t dataset, std::string const& where) {
    Handle const space =
        owned(H5Dget_space(dataset), H5Sclose, Exit::bad_input, where, "has no readable shape");
    int const rank = checked(H5Sget_simple_extent_ndims(space.id()), Exit::bad_input, where,
                             "has no readable shape");
    if (rank == 0) return {};
    auto names = names_of_scales(dataset, static_cast<std::size_t>(rank), where);
    add_labels(dataset, where, names);
    return names;
}

}  // namespace liq::storage
