#include "host/storage/open_object.hpp"

#include <hdf5_hl.h>

namespace liq::storage {
namespace {

/// HDF5 calls this before it opens another file for an external link; a negative value forbids it.
herr_t forbid_external_link(char const*, char const*, char const*, char const*, unsigned*, hid_t,
                            void*) {
    return -1;
}

Handle access_within_file(std::string const& where) {
    Handle access =
        owned(H5Pcreate(H5P_LINK_ACCESS), H5Pclose, Exit::failed, where, "cannot be looked up");
    checked(H5Pset_elink_cb(access.id(), forbid_external_link, nullptr), Exit::failed, where,
            "cannot be looked up");
    return access;
}

/// Whether there is a link `object` that leads to an object. The parent of the link must exist.
bool link_has_target(hid_t file, std::string const& where, std::string const& object) {
    if (checked(H5Lexists(file, object.c_str(), H5P_DEFAULT), Exit::bad_input, where,
                "cannot be looked up, the file is damaged") == 0)
        return false;
    H5L_info_t link;
    checked(H5Lget_info(file, object.c_str(), &link, H5P_DEFAULT), Exit::bad_input, where,
            "cannot be looked up, the file is damaged");
    if (link.type == H5L_TYPE_HARD) return true;
    require(
        link.type == H5L_TYPE_SOFT,
        where + ": is a link to another file, which is not followed. Copy the data into the file?");
    Handle const access = access_within_file(where);
    require(H5Oexists_by_name(file, object.c_str(), access.id()) > 0,
            where + ": is a link, but this file has nothing at its target");
    return true;
}

}  // namespace

Handle open_image(std::filesystem::path const& path, std::string& image) {
    silence_hdf5();
    std::string const name = path.string();
    require(!image.empty(), name + ": is empty; an HDF5 file is expected");
    // HDF5 uses the bytes where they are: it neither copies nor releases them, nor writes to them.
    constexpr unsigned in_place = H5LT_FILE_IMAGE_DONT_COPY | H5LT_FILE_IMAGE_DONT_RELEASE;
    Handle file(H5LTopen_file_image(image.data(), image.size(), in_place), H5Fclose);
    if (!file) fail_hdf5(Exit::bad_input, name, "is not a readable HDF5 file, or is incomplete");
    return file;
}

bool object_exists(hid_t file, std::filesystem::path const& path, std::string const& object) {
    if (object == "/") return true;
    // HDF5 gives an error, instead of the answer no, if a group in the path is missing. Therefore
    // every part of the path is checked, one after the other.
    for (auto slash = object.find('/', 1);; slash = object.find('/', slash + 1)) {
        std::string const prefix = object.substr(0, slash);
        if (!link_has_target(file, place(path, prefix), prefix)) return false;
        if (slash == std::string::npos) return true;
        static_cast<void>(open_object(file, path, prefix, H5I_GROUP));
    }
}

Handle open_object(hid_t file, std::filesystem::path const& path, std::string const& object,
                   H5I_type_t kind) {
    std::string const where = place(path, object);
    std::string const expected = kind == H5I_GROUP ? "group" : "dataset";
    Handle const access = access_within_file(where);
    Handle opened = owned(H5Oopen(file, object.c_str(), access.id()), H5Oclose, Exit::bad_input,
                          where, "cannot be opened as a " + expected);
    H5I_type_t const found = H5Iget_type(opened.id());
    require(found == kind, where + ": is a " +
                               (found == H5I_GROUP     ? "group"
                                : found == H5I_DATASET ? "dataset"
                                                       : "named type") +
                               "; a " + expected + " is expected");
    return opened;
}

}  // namespace liq::storage
