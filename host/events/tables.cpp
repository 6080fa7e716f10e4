#include "host/events/tables.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace liq::events {
namespace {

/// Sorts levels by their distance from spot and adds one that is never reached at the end.
void close_levels(std::vector<WatchedLevel>& table, int outwards) {
    std::stable_sort(table.begin(), table.end(), [&](auto const& a, auto const& b) {
        return static_cast<float>(outwards) * a.level < static_cast<float>(outwards) * b.level;
    });
    WatchedLevel never;
    never.level = static_cast<float>(outwards) * std::numeric_limits<float>::infinity();
    table.push_back(never);
}

}  // namespace

LogPrice Tables::log_of(double level) const {
    return static_cast<LogPrice>(std::log(level / spot));
}

int Tables::steps_until(std::optional<Duration> const& until) const {
    Duration const length = until.value_or(setting.horizon);
    return static_cast<int>(length.seconds / setting.step.seconds);
}

void close_tables(Plan& plan) {
    close_levels(plan.levels_below, -1);
    close_levels(plan.levels_above, 1);
    plan.memory.stories = plan.memory.reserve(bytes_of_stories(plan.stories.size()));
    if (plan.crosses.empty()) return;
    plan.closes_kept = closes_to_keep(plan.crosses, static_cast<int>(plan.day_ends.size()));
    plan.memory.crosses = plan.memory.reserve(
        bytes_of_crosses(static_cast<int>(plan.crosses.size()), plan.closes_kept));
}

}  // namespace liq::events
