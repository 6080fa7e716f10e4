/// \file
/// Crossings of moving averages of daily closes, the event `cross`, as tables that planning makes.
#pragma once

#include <cstdint>
#include <numeric>
#include <vector>

#include "models/core/host_device.hpp"
#include "models/core/table.hpp"
#include "models/core/units.hpp"

namespace liq {

/// Daily closes in fixed point, so that averages are exact sums: 2^-24 of spot.
namespace daily_close {
inline constexpr double ticks_per_spot = 16777216.0;
/// A close of more than about 2^16 times spot counts as this [log], so that the sums that are
/// compared stay below 2^60.
inline constexpr LogPrice highest = 11.0F;
/// The most days of an average.
inline constexpr int most_days = 1000;
}  // namespace daily_close

/// The averages of one event over the last `fast` and `slow` days.
struct Cross {
    int golden = 0;  ///< outcome: the fast average comes to be above the slow one
    int death = 0;   ///< outcome: it comes to be below the slow one
    int fast = 1;
    int slow = 2;
    std::int64_t fast_sum = 0;  ///< of the last `fast` closes before the path
    std::int64_t slow_sum = 0;  ///< of the last `slow` ones
    int sign = 0;  ///< of fast - slow average before the path; 0 where they are the same

    /// 1 where the fast average is above the slow one, -1 below, 0 where they are the same.
    [[nodiscard]] LIQ_HD int side_of(std::int64_t sum_fast, std::int64_t sum_slow) const {
        std::int64_t const above = sum_fast * slow, below = sum_slow * fast;
        return static_cast<int>(above > below) - static_cast<int>(above < below);
    }
};

/// The crossings of a run.
struct CrossTables {
    FarTable<Cross> crosses;
    int count = 0;
    FarTable<std::int64_t> past;  ///< daily closes before the path, oldest first
    int n_past = 0;               ///< as many as the longest average needs
    int kept = 0;  ///< how many of its own closes a path keeps, the latest ones; 0: it needs none
};

/// The state of an event before the path. Host only.
///
/// \param past  at least `slow` daily closes, oldest first, in ticks of daily_close
inline Cross cross_after(std::vector<std::int64_t> const& past, int fast, int slow) {
    Cross cross;
    cross.fast = fast;
    cross.slow = slow;
    cross.fast_sum = std::accumulate(past.end() - fast, past.end(), std::int64_t{0});
    cross.slow_sum = std::accumulate(past.end() - slow, past.end(), std::int64_t{0});
    cross.sign = cross.side_of(cross.fast_sum, cross.slow_sum);
    return cross;
}

/// How many of its own closes a path of `n_days` days must keep for events with these averages.
inline int closes_to_keep(std::vector<Cross> const& crosses, int n_days) {
    int shortest = n_days, longest = 0;
    for (Cross const& cross : crosses) {
        shortest = cross.fast < shortest ? cross.fast : shortest;
        longest = longest < cross.slow ? cross.slow : longest;
    }
    return n_days <= shortest ? 0 : (n_days < longest ? n_days : longest);
}

/// Bytes that a path needs for its crossings: the days so far, sums and signs, closes.
constexpr int bytes_of_crosses(int n_crosses, int kept) {
    if (n_crosses == 0) return 0;
    return 8 * (1 + 2 * (3 * n_crosses + kept));
}

}  // namespace liq
