#include "host/market/unknown_objects.hpp"

#include <algorithm>
#include <cstddef>

#include "host/market/snapshot_layout.hpp"
#include "host/words/nearest.hpp"
#include "host/words/printable.hpp"

namespace liq::market {
namespace {

constexpr std::size_t most_warnings = 16;

struct Group {
    std::string name;
    std::vector<std::string> members;
};

bool has(std::vector<std::string> const& names, std::string const& name) {
    return std::ranges::find(names, name) != names.end();
}

bool is_coordinate(SnapshotObject const& object) {
    std::string const axis = object.axes, path = object.path;
    return !axis.empty() && path.ends_with("/" + axis);
}

/// Accepted in every group.
std::vector<std::string> const& coordinates() {
    static std::vector<std::string> const names = [] {
        std::vector<std::string> all{"draw"};
        for (SnapshotObject const& object : snapshot_layout())
            if (is_coordinate(object)) all.emplace_back(object.axes);
        return all;
    }();
    return names;
}

/// Adds an object to its group, and the group to the one above it.
void add_object(std::string const& path, std::vector<Group>& groups) {
    auto const slash = path.rfind('/');
    std::string const above = slash == 0 ? "/" : path.substr(0, slash);
    std::string const name = path.substr(slash + 1);
    if (above != "/") add_object(above, groups);
    auto const known = std::ranges::find(groups, above, &Group::name);
    Group& group = known == groups.end() ? groups.emplace_back(Group{above, {}}) : *known;
    if (!has(group.members, name)) group.members.push_back(name);
}

/// The members of each group, but for coordinates, and the attributes of the file.
std::vector<Group> layout() {
    std::vector<Group> groups;
    for (SnapshotObject const& object : snapshot_layout()) {
        std::string const path = object.path;
        if (path != "/" && !is_coordinate(object)) add_object(path, groups);
    }
    return groups;
}

std::vector<std::string> root_attributes() {
    std::vector<std::string> names;
    for (SnapshotObject const& object : snapshot_layout())
        if (std::string(object.path) == "/") names.emplace_back(object.attribute);
    return names;
}

std::vector<std::string> const dataset_attributes{"units",         "calendar",     "_FillValue",
                                                  "missing_value", "scale_factor", "add_offset"};

std::string path_of(std::string const& group, std::string const& member) {
    return (group == "/" ? "/" : group + "/") + member;
}

class Search {
  public:
    explicit Search(storage::Reader const& file) : file_(file) {}

    std::vector<std::string> warnings;

    void check_group(Group const& group) {
        if (!file_.has(group.name)) return;
        std::vector<std::string> known = group.members;
        known.insert(known.end(), coordinates().begin(), coordinates().end());
        for (std::string const& member : file_.members(group.name)) {
            if (!has(known, member))
                unknown_member(group, member);
            else if (group.name != "/" || member == "spot")
                check_attributes(path_of(group.name, member), dataset_attributes);
        }
    }

    void check_attributes(std::string const& object, std::vector<std::string> const& known) {
        for (std::string const& attribute : file_.attributes(object)) {
            auto const near = words::nearest(attribute, known);
            if (has(known, attribute) || !near) continue;
            add(object + ", attribute " + words::printable(attribute) +
                ": is not read. Did you mean " + *near + "?");
        }
    }

  private:
    void unknown_member(Group const& group, std::string const& member) {
        auto const near = words::nearest(member, group.members);
        std::string list;
        for (auto const& name : group.members) list += (list.empty() ? "" : ", ") + name;
        add(words::printable(path_of(group.name, member)) + ": is not read; " + group.name +
            " has " + list + (near ? ". Did you mean " + *near + "?" : ""));
    }
    void add(std::string const& what) {
        if (warnings.size() < most_warnings)
            warnings.push_back(file_.path().filename().string() + ": " + what);
    }

    storage::Reader const& file_;
};

}  // namespace

std::vector<std::string> unknown_objects(storage::Reader const& file) {
    Search search(file);
    search.check_attributes("/", root_attributes());
    for (Group const& group : layout()) search.check_group(group);
    return std::move(search.warnings);
}

}  // namespace liq::market
