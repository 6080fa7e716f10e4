#include "kernels/build_inflow.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>

#include "models/book/inflow.hpp"

namespace liq {

InflowSide build_inflow_side(Side of, std::vector<InflowKind> kinds) {
    std::erase_if(kinds, [](InflowKind const& kind) { return !(kind.weight > 0); });
    std::ranges::sort(kinds, [](InflowKind const& a, InflowKind const& b) {
        return std::tie(a.offset, a.gap, a.weight) < std::tie(b.offset, b.gap, b.weight);
    });
    if (of == Side::long_side) std::ranges::reverse(kinds);
    double const outwards = of == Side::long_side ? -1 : 1;
    InflowSide side;
    double sum = 0;
    for (InflowKind const& kind : kinds) {
        auto const distance = static_cast<float>(outwards * kind.offset * grid::points_per_unit);
        if (side.distance.empty() || side.distance.back() != distance) {
            side.distance.push_back(distance);
            side.weight.push_back(0);
            side.gap.push_back(0);
        }
        side.weight.back() += kind.weight;
        side.gap.back() += kind.weight * kind.gap;
        sum += kind.weight;
    }
    for (std::size_t i = 0; i < side.distance.size(); ++i) {
        side.gap[i] /= side.weight[i];
        side.weight[i] /= sum;
    }
    while (side.distance.size() % inflow_batch != 0) {
        side.distance.push_back(side.distance.back());
        side.weight.push_back(0);
        side.gap.push_back(0);
    }
    return side;
}

}  // namespace liq
