#include "kernels/build_ladder.hpp"

#include <thrust/functional.h>
#include <thrust/iterator/zip_iterator.h>
#include <thrust/reduce.h>
#include <thrust/scan.h>
#include <thrust/scatter.h>
#include <thrust/sort.h>
#include <thrust/system/cpp/execution_policy.h>

#include <limits>

#include "models/core/expect.hpp"

namespace liq {
namespace {

auto const policy = thrust::cpp::par;

/// Values summed by level, as a dense table.
std::vector<FuelTicks> dense_sums(std::vector<int> const& sorted_levels,
                                  std::vector<FuelTicks> const& values) {
    std::vector<int> levels(sorted_levels.size());
    std::vector<FuelTicks> sums(values.size());
    auto const ends = thrust::reduce_by_key(policy, sorted_levels.begin(), sorted_levels.end(),
                                            values.begin(), levels.begin(), sums.begin());
    std::vector<FuelTicks> dense(ladder_entries, 0);
    thrust::scatter(policy, sums.begin(), ends.second, levels.begin(), dense.begin());
    return dense;
}

}  // namespace

LadderSide build_ladder_side(LevelFuel entries) {
    auto const values = thrust::make_zip_iterator(
        thrust::make_tuple(entries.fuel.begin(), entries.gap_weight.begin()));
    thrust::sort_by_key(policy, entries.level.begin(), entries.level.end(), values);
    LIQ_EXPECT(entries.level.empty() ||
               (entries.level.front() >= 1 && entries.level.back() <= grid::levels));

    LadderSide side;
    side.fuel = dense_sums(entries.level, entries.fuel);
    side.fuel_up_to.resize(ladder_entries);
    thrust::inclusive_scan(policy, side.fuel.begin(), side.fuel.end(), side.fuel_up_to.begin());

    side.gap_weight = dense_sums(entries.level, entries.gap_weight);
    side.bankruptcy_gap.resize(ladder_entries);
    side.next_distance.resize(ladder_entries);
    float next = std::numeric_limits<float>::infinity();
    for (int level = grid::levels; level >= 0; --level) {
        auto const i = static_cast<std::size_t>(level);
        side.next_distance[i] = next;
        if (side.fuel[i] > 0) {
            next = static_cast<float>(level) / static_cast<float>(grid::points_per_unit);
            side.bankruptcy_gap[i] = static_cast<double>(side.gap_weight[i]) * gap_unit /
                                     static_cast<double>(side.fuel[i]);
        }
    }
    return side;
}

}  // namespace liq
