#include "kernels/build_inflow.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <tuple>

namespace liq {
namespace {

/// No level is further from an entry, both of which lie where they may [levels].
constexpr int furthest = furthest_entry + grid::levels;

/// What is liquidated at one distance: shares of the side.
struct AtDistance {
    double weight = 0, gap = 0;
};

/// The kinds by distance outwards [levels]; what is further than all levels counts as `furthest` +
/// 1.
std::map<int, AtDistance> by_distance(Side of, std::vector<InflowKind> const& kinds, double sum) {
    double const outwards = of == Side::long_side ? -1 : 1;
    std::map<int, AtDistance> found;
    for (InflowKind const& kind : kinds) {
        double const exact = outwards * kind.offset * grid::points_per_unit;
        double const distance =
            std::clamp(exact, static_cast<double>(-furthest), static_cast<double>(furthest + 1));
        double const level = std::floor(distance), behind = distance - level;
        double const weight = kind.weight / sum;
        for (auto const& [at, share] : {std::pair{level, 1 - behind}, {level + 1, behind}}) {
            AtDistance& there = found[static_cast<int>(at)];
            there.weight += weight * share;
            there.gap += weight * share * kind.gap;
        }
    }
    return found;
}

/// Gaps are counted so finely that their sum over a mix stays below that of the weights.
double scale_of_gaps(std::map<int, AtDistance> const& mix) {
    double sum = 0;
    for (auto const& [distance, there] : mix) sum += there.gap;
    double scale = 1;
    while (scale < 256 && sum * scale <= 0.5) scale *= 2;
    return scale;
}

/// Which distances have weight, and how much in whole numbers.
std::map<int, double> whole_weights(std::map<int, AtDistance> const& mix) {
    std::map<int, double> whole;
    double exact = 0, before = 0;
    for (auto const& [distance, there] : mix) {
        exact += there.weight;
        double const now = std::round(std::ldexp(exact, mix_bits));
        if (now > before && distance <= furthest) whole[distance] = now - before;
        before = now;
    }
    return whole;
}

}  // namespace

InflowSide build_inflow_side(Side of, std::vector<InflowKind> kinds) {
    std::erase_if(kinds, [](InflowKind const& kind) { return !(kind.weight > 0); });
    std::ranges::sort(kinds, [](InflowKind const& a, InflowKind const& b) {
        return std::tie(a.offset, a.gap, a.weight) < std::tie(b.offset, b.gap, b.weight);
    });
    double sum = 0;
    for (InflowKind const& kind : kinds) sum += kind.weight;
    std::map<int, AtDistance> const mix = by_distance(of, kinds, sum);
    std::map<int, double> const weights = whole_weights(mix);
    InflowSide side;
    if (weights.empty()) return side;
    side.first = weights.begin()->first;
    side.last = weights.rbegin()->first;
    side.gap_scale = scale_of_gaps(mix);
    auto const entries = static_cast<std::size_t>(side.last - side.first + 1 + 2 * mix_padding);
    side.weight.assign(entries, 0.0);
    side.gap.assign(entries, 0.0);
    side.on_grid.assign(static_cast<std::size_t>(2 * furthest_entry + 3), 0.0);
    for (auto const& [distance, weight] : weights) {
        auto const entry = static_cast<std::size_t>(mix_padding + side.last - distance);
        side.weight[entry] = weight;
        side.gap[entry] = std::round(std::ldexp(mix.at(distance).gap * side.gap_scale, mix_bits));
        if (side.spots.empty() || side.spots.back() != distance) side.spots.push_back(distance);
        side.spots.push_back(distance + 1);
        int const from = std::max(-grid::levels - distance, -furthest_entry - 1);
        int const to = std::min(grid::levels - distance, furthest_entry + 1);
        for (int entered = from; entered <= to; ++entered)
            side.on_grid[static_cast<std::size_t>(furthest_entry + 1 + entered)] += weight;
    }
    return side;
}

}  // namespace liq
