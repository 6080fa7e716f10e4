/// \file
/// The groups of a file that is being written. Only for use inside host/storage.
///
/// To look for an object by its path takes more time than to write a small dataset, and so does
/// H5DSattach_scale, which reads and writes the list of a scale again for every dataset along it.
/// So a group stays open while it is written, with its dimension scales, and each scale gets its
/// list once, when its group is left.
#pragma once

#include <list>
#include <map>
#include <string>
#include <vector>

#include "host/storage/handle.hpp"

namespace liq::storage {

/// A dataset along a scale, as the attribute REFERENCE_LIST of the scale stores it (HDF5's
/// specification of dimension scales).
struct AlongScale {
    hobj_ref_t dataset;
    int dimension;
};

/// A dimension scale that is open.
struct OpenScale {
    Handle dataset;
    hsize_t length = 0;
    hobj_ref_t reference = 0;
    bool has_list = false;          ///< its list is in the file: HDF5 makes it longer
    std::vector<AlongScale> along;  ///< not in the file yet
};

/// A group that is open.
struct OpenGroup {
    std::string path;  ///< with a slash at its end
    Handle group;
    std::map<std::string, OpenScale> scales;  ///< by name in the group
};

/// The groups that are open, with what is still to be said of their scales.
class WrittenGroups {
  public:
    /// The file outlives this.
    explicit WrittenGroups(hid_t file);

    /// Makes a group, and leaves all that are not above it.
    void create(std::string const& path);
    /// The group of the object `path`, opened again if it was left.
    OpenGroup& of(std::string const& path);
    /// The group `path` itself where it is open, or nothing.
    [[nodiscard]] OpenGroup const* find(std::string const& path) const;
    /// A scale of a group that has been written.
    static OpenScale& scale(OpenGroup& group, std::string const& name);
    /// A scale that was just written.
    static void add_scale(OpenGroup& group, std::string const& name, Handle dataset,
                          hsize_t length);
    /// Says in `dataset`, which has one axis for each scale, along which scales it lies.
    static void attach(Handle const& dataset, std::string const& path,
                       std::vector<OpenScale*> const& scales);
    /// Leaves all groups, so that the file can be closed.
    void leave_all();

  private:
    static void leave(OpenGroup& group);

    hid_t file_;
    std::list<OpenGroup> open_;
};

/// The last part of a path.
std::string name_in_group(std::string const& path);

}  // namespace liq::storage
