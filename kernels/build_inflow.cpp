#include "kernels/build_inflow.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>

#include "models/book/inflow.hpp"

namespace liq {

InflowSide build_inflow_side(std::vector<InflowKind> kinds) {
    std::erase_if(kinds, [](InflowKind const& kind) { return !(kind.weight > 0); });
    std::ranges::sort(kinds, [](InflowKind const& a, InflowKind const& b) {
        return std::tie(a.offset, a.gap, a.weight) < std::tie(b.offset, b.gap, b.weight);
    });
    InflowSide side;
    double sum = 0;
    for (InflowKind const& kind : kinds) {
        auto const offset = static_cast<float>(kind.offset);
        if (side.offset.empty() || side.offset.back() != offset) {
            side.offset.push_back(offset);
            side.weight.push_back(0);
            side.gap.push_back(0);
        }
        side.weight.back() += kind.weight;
        side.gap.back() += kind.weight * kind.gap;
        sum += kind.weight;
    }
    for (std::size_t i = 0; i < side.offset.size(); ++i) {
        side.gap[i] /= side.weight[i];
        side.weight[i] /= sum;
    }
    while (side.offset.size() % inflow_batch != 0) {
        side.offset.push_back(side.offset.back());
        side.weight.push_back(0);
        side.gap.push_back(0);
    }
    return side;
}

}  // namespace liq
