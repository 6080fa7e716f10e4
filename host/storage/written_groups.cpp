#include "host/storage/written_groups.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "host/storage/stored_data.hpp"

namespace liq::storage {
namespace {

/// An element of REFERENCE_LIST. Types stay open until the program ends.
hid_t type_of_along() {
    static hid_t const type = [] {
        hid_t const made = H5Tcreate(H5T_COMPOUND, sizeof(AlongScale));
        H5Tinsert(made, "dataset", offsetof(AlongScale, dataset), H5T_STD_REF_OBJ);
        H5Tinsert(made, "dimension", offsetof(AlongScale, dimension), H5T_NATIVE_INT);
        return made;
    }();
    return type;
}

/// An element of DIMENSION_LIST: the scales of one axis.
hid_t type_of_scales() {
    static hid_t const type = H5Tvlen_create(H5T_STD_REF_OBJ);
    return type;
}

hobj_ref_t reference_to(Handle const& dataset, std::string const& path) {
    hobj_ref_t reference = 0;
    checked(H5Rcreate(&reference, dataset.id(), ".", H5R_OBJECT, H5I_INVALID_HID), Exit::failed,
            path, not_written);
    return reference;
}

/// Writes what lies along the scale, if that has not been done.
void write_list(OpenScale& scale, std::string const& path) {
    if (scale.along.empty()) return;
    write_attribute(scale.dataset, path, "REFERENCE_LIST", {scale.along.size()},
                    {type_of_along(), scale.along.data(), scale.along.size(), sizeof(AlongScale)});
    scale.along.clear();
    scale.has_list = true;
}

std::string with_slash(std::string const& path) {
    return path.ends_with('/') ? path : path + "/";
}

}  // namespace

std::string name_in_group(std::string const& path) {
    return path.substr(path.rfind('/') + 1);
}

WrittenGroups::WrittenGroups(hid_t file) : file_(file) {}

void WrittenGroups::create(std::string const& path) {
    std::string const whole = with_slash(path);
    for (auto group = open_.begin(); group != open_.end();) {
        bool const is_above = whole.starts_with(group->path);
        if (!is_above) leave(*group);
        group = is_above ? std::next(group) : open_.erase(group);
    }
    OpenGroup const& above = of(path);
    open_.push_front({whole,
                      owned(H5Gcreate2(above.group.id(), name_in_group(path).c_str(), H5P_DEFAULT,
                                       group_creation(), H5P_DEFAULT),
                            H5Gclose, Exit::failed, path, not_written),
                      {}});
}

OpenGroup& WrittenGroups::of(std::string const& path) {
    std::string_view const wanted = std::string_view(path).substr(0, path.rfind('/') + 1);
    for (OpenGroup& group : open_)
        if (group.path == wanted) return group;
    std::string name(wanted);
    open_.push_front({name,
                      owned(H5Gopen2(file_, name.c_str(), H5P_DEFAULT), H5Gclose, Exit::failed,
                            path, not_written),
                      {}});
    return open_.front();
}

OpenGroup const* WrittenGroups::find(std::string const& path) const {
    std::string const whole = with_slash(path);
    auto const found = std::ranges::find(open_, whole, &OpenGroup::path);
    return found == open_.end() ? nullptr : &*found;
}

OpenScale& WrittenGroups::scale(OpenGroup& group, std::string const& name) {
    if (auto const found = group.scales.find(name); found != group.scales.end())
        return found->second;
    std::string const path = group.path + name;
    OpenScale scale;
    scale.dataset = owned(H5Dopen2(group.group.id(), name.c_str(), H5P_DEFAULT), H5Dclose,
                          Exit::failed, path, "is not there as a dimension scale");
    scale.length = length_of(scale.dataset, path);
    scale.reference = reference_to(scale.dataset, path);
    scale.has_list = true;
    return group.scales.emplace(name, std::move(scale)).first->second;
}

void WrittenGroups::add_scale(OpenGroup& group, std::string const& name, Handle dataset,
                              hsize_t length) {
    OpenScale scale;
    scale.reference = reference_to(dataset, group.path + name);
    scale.dataset = std::move(dataset);
    scale.length = length;
    group.scales.emplace(name, std::move(scale));
}

void WrittenGroups::attach(Handle const& dataset, std::string const& path,
                           std::vector<OpenScale*> const& scales) {
    if (scales.empty()) return;
    bool const by_hdf5 = std::ranges::any_of(scales, &OpenScale::has_list);
    if (by_hdf5) {
        for (std::size_t axis = 0; axis < scales.size(); ++axis) {
            write_list(*scales[axis], path);
            checked(H5DSattach_scale(dataset.id(), scales[axis]->dataset.id(),
                                     static_cast<unsigned>(axis)),
                    Exit::failed, path, not_written);
            scales[axis]->has_list = true;
        }
        return;
    }
    hobj_ref_t const reference = reference_to(dataset, path);
    std::vector<hvl_t> lists;
    for (std::size_t axis = 0; axis < scales.size(); ++axis) {
        lists.push_back({1, &scales[axis]->reference});
        scales[axis]->along.push_back({reference, static_cast<int>(axis)});
    }
    write_attribute(dataset, path, "DIMENSION_LIST", {lists.size()},
                    {type_of_scales(), lists.data(), lists.size(), sizeof(hvl_t)});
}

void WrittenGroups::leave(OpenGroup& group) {
    for (auto& [name, scale] : group.scales) write_list(scale, group.path + name);
}

void WrittenGroups::leave_all() {
    for (OpenGroup& group : open_) leave(group);
    open_.clear();
}

}  // namespace liq::storage
