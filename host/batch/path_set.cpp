#include "host/batch/path_set.hpp"

#include <algorithm>
#include <numeric>

namespace liq::batch {
namespace {

std::uint64_t end_of(PathRange const& range) {
    return range.first + range.count;
}

}  // namespace

bool PathSet::add(PathRange range) {
    if (range.count == 0) return true;
    auto next = std::ranges::lower_bound(ranges_, range.first, {}, &PathRange::first);
    bool const before_next = next == ranges_.end() || end_of(range) <= next->first;
    bool const after_last = next == ranges_.begin() || end_of(*(next - 1)) <= range.first;
    if (!before_next || !after_last) return false;
    bool const joins_last = next != ranges_.begin() && end_of(*(next - 1)) == range.first;
    bool const joins_next = next != ranges_.end() && end_of(range) == next->first;
    if (joins_last) {
        (next - 1)->count += range.count;
        if (joins_next) {
            (next - 1)->count += next->count;
            ranges_.erase(next);
        }
    } else if (joins_next) {
        *next = {range.first, range.count + next->count};
    } else {
        ranges_.insert(next, range);
    }
    return true;
}

PathSet PathSet::missing_of(PathRange whole) const {
    PathSet missing;
    std::uint64_t at = whole.first;
    for (PathRange const& range : ranges_) {
        if (range.first > at) missing.add({at, std::min(range.first, end_of(whole)) - at});
        at = std::max(at, end_of(range));
        if (at >= end_of(whole)) break;
    }
    if (at < end_of(whole)) missing.add({at, end_of(whole) - at});
    return missing;
}

std::uint64_t PathSet::count() const {
    return std::accumulate(ranges_.begin(), ranges_.end(), std::uint64_t{0},
                           [](std::uint64_t sum, PathRange const& r) { return sum + r.count; });
}

PathRange PathSet::take(std::uint64_t most) {
    if (ranges_.empty()) return {};
    PathRange& front = ranges_.front();
    PathRange const taken{front.first, std::min(front.count, most)};
    front.first += taken.count;
    front.count -= taken.count;
    if (front.count == 0) ranges_.erase(ranges_.begin());
    return taken;
}

}  // namespace liq::batch
