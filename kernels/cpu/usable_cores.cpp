#include "kernels/cpu/usable_cores.hpp"

#include <sched.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace liq {
namespace {

namespace fs = std::filesystem;

/// Where a hierarchy of control groups is mounted, and which of its groups stands there: inside a
/// container that need not be the root.
struct Mount {
    bool version_2 = false;
    fs::path group;
    fs::path folder;
};

bool has_item(std::string const& list, std::string_view wanted) {
    std::istringstream items(list);
    for (std::string item; std::getline(items, item, ',');)
        if (item == wanted) return true;
    return false;
}

/// mountinfo writes blanks and backslashes of a path as \ and three octal digits.
std::string without_escapes(std::string const& text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const escape =
            text[i] == '\\' && i + 3 < text.size() &&
            text.find_first_not_of("01234567", i + 1) >= std::min(i + 4, text.size());
        result +=
            escape ? static_cast<char>(std::stoi(text.substr(i + 1, 3), nullptr, 8)) : text[i];
        if (escape) i += 3;
    }
    return result;
}

/// The hierarchies that can have a quota of processor time.
std::vector<Mount> mounts_of(fs::path const& root) {
    std::vector<Mount> mounts;
    std::ifstream file(root / "proc/self/mountinfo");
    for (std::string line; std::getline(file, line);) {
        std::istringstream fields(line);
        std::string skipped, group, folder, field;
        fields >> skipped >> skipped >> skipped >> group >> folder;
        while (fields >> field && field != "-") {  // as many optional fields as there are
        }
        std::string type, source, options;
        fields >> type >> source >> options;
        if (type == "cgroup2" || (type == "cgroup" && has_item(options, "cpu")))
            mounts.push_back({type == "cgroup2", without_escapes(group), without_escapes(folder)});
    }
    return mounts;
}

/// The group of this process in a hierarchy, as /proc/self/cgroup names it: "0::/job/step" in
/// version 2, "4:cpu,cpuacct:/job" in version 1.
std::optional<fs::path> group_of_process(fs::path const& root, bool version_2) {
    std::ifstream file(root / "proc/self/cgroup");
    for (std::string line; std::getline(file, line);) {
        auto const first = line.find(':');
        auto const second = first == line.npos ? first : line.find(':', first + 1);
        if (second == line.npos) continue;
        std::string const controllers = line.substr(first + 1, second - first - 1);
        if (version_2 ? controllers.empty() : has_item(controllers, "cpu"))
            return fs::path(line.substr(second + 1));
    }
    return std::nullopt;
}

/// Processor seconds a second; nothing where there is no limit.
std::optional<double> quota_in(fs::path const& folder, bool version_2) {
    double quota = 0, period = 0;
    if (version_2) {
        std::ifstream(folder / "cpu.max") >> quota >> period;  // "max 100000" is not a number
    } else {
        std::ifstream(folder / "cpu.cfs_quota_us") >> quota;  // -1: no limit
        std::ifstream(folder / "cpu.cfs_period_us") >> period;
    }
    if (!(quota > 0) || !(period > 0)) return std::nullopt;
    return quota / period;
}

/// The group's place below its mount; the mount itself where the group is not below it.
fs::path place_of(fs::path const& group, fs::path const& mounted) {
    fs::path const relative = group.lexically_relative(mounted);
    bool const below = !relative.empty() && *relative.begin() != "..";
    return below && relative != "." ? relative : fs::path();
}

int cores_by_affinity() {
    for (int n = 1024; n <= 1 << 20; n *= 2) {
        cpu_set_t* const set = CPU_ALLOC(n);
        if (set == nullptr) break;
        std::size_t const size = CPU_ALLOC_SIZE(n);
        bool const known = sched_getaffinity(0, size, set) == 0;
        bool const too_small = !known && errno == EINVAL;
        int const count = known ? CPU_COUNT_S(size, set) : 0;
        CPU_FREE(set);
        if (count > 0) return count;
        if (!too_small) break;
    }
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace

std::optional<int> cores_of_quota(fs::path const& root) {
    double least = std::numeric_limits<double>::infinity();
    for (Mount const& mount : mounts_of(root)) {
        auto const group = group_of_process(root, mount.version_2);
        if (!group) continue;
        fs::path const folder = root / mount.folder.relative_path();
        for (fs::path place = place_of(*group, mount.group);; place = place.parent_path()) {
            if (auto const quota = quota_in(folder / place, mount.version_2))
                least = std::min(least, *quota);
            if (place.empty()) break;
        }
    }
    if (least > 1e6) return std::nullopt;
    return std::max(1, static_cast<int>(std::ceil(least)));
}

int usable_cores() {
    int const cores = cores_by_affinity();
    return std::min(cores, cores_of_quota("/").value_or(cores));
}

}  // namespace liq
