#include "host/planning/position_groups.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

namespace liq::planning {
namespace {

/// Positions with the same key may be joined.
auto key_of(FollowedPosition const& p) {
    return std::tuple(p.venue, p.leg.outward, p.planned.at_start,
                      p.planned.liquidation_price.has_value());
}

/// The log price of liquidation; 0 for a position that is never liquidated.
double place_of(FollowedPosition const& p) {
    return p.planned.liquidation_price ? std::log(*p.planned.liquidation_price) : 0.0;
}

double cost_of_joining(FollowedPosition const& a, FollowedPosition const& b) {
    double const w = a.planned.notional, v = b.planned.notional, apart = place_of(a) - place_of(b);
    return w * v / (w + v) * apart * apart;
}

void join(FollowedPosition& into, FollowedPosition const& other) {
    PlannedLeg& a = into.planned;
    PlannedLeg const& b = other.planned;
    double const w = a.notional / (a.notional + b.notional);
    double const here = place_of(into), there = place_of(other);
    double const place = w * here + (1 - w) * there;
    a.liquidation_spread = std::max(a.liquidation_spread + std::abs(place - here),
                                    b.liquidation_spread + std::abs(place - there));
    if (a.liquidation_price) a.liquidation_price = std::exp(place);
    a.entry = (a.notional + b.notional) / (a.notional / a.entry + b.notional / b.entry);
    a.notional += b.notional;
    a.margin += b.margin;
    a.profit_now += b.profit_now;
    a.scale += b.scale;
    a.members += b.members;
    a.position = std::min(a.position, b.position);
    into.leg.constant += other.leg.constant;
    into.leg.per_price += other.leg.per_price;
    into.leg.lost_constant += other.leg.lost_constant;
    into.leg.lost_per_price += other.leg.lost_per_price;
}

/// Neighbours in the order of keys and places, joined step by step.
class Joining {
  public:
    explicit Joining(std::vector<FollowedPosition>& positions)
        : positions_(positions), before_(positions.size()), after_(positions.size()) {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < positions.size(); ++i)
            if (!positions[i].alone) order.push_back(i);
        std::ranges::stable_sort(order, {}, [&](std::size_t i) {
            return std::pair(key_of(positions[i]), place_of(positions[i]));
        });
        std::size_t const none = positions.size();
        for (std::size_t k = 0; k < order.size(); ++k) {
            before_[order[k]] = k > 0 ? order[k - 1] : none;
            after_[order[k]] = k + 1 < order.size() ? order[k + 1] : none;
            if (k > 0) offer(order[k - 1]);
        }
    }

    /// Joins the two that cost least; false where none can be joined.
    bool join_two(std::vector<bool>& gone) {
        if (costs_.empty()) return false;
        std::size_t const i = costs_.begin()->second, j = after_[i];
        withdraw(before_[i]);
        withdraw(i);
        withdraw(j);
        join(positions_[i], positions_[j]);
        gone[j] = true;
        after_[i] = after_[j];
        if (after_[i] < positions_.size()) before_[after_[i]] = i;
        offer(before_[i]);
        offer(i);
        return true;
    }

  private:
    [[nodiscard]] bool has_pair(std::size_t i) const {
        return i < positions_.size() && after_[i] < positions_.size() &&
               key_of(positions_[i]) == key_of(positions_[after_[i]]);
    }
    [[nodiscard]] std::pair<double, std::size_t> cost(std::size_t i) const {
        return {cost_of_joining(positions_[i], positions_[after_[i]]), i};
    }
    void offer(std::size_t i) {
        if (has_pair(i)) costs_.insert(cost(i));
    }
    void withdraw(std::size_t i) {
        if (has_pair(i)) costs_.erase(cost(i));
    }

    std::vector<FollowedPosition>& positions_;
    std::vector<std::size_t> before_, after_;         ///< neighbours; the number of positions: none
    std::set<std::pair<double, std::size_t>> costs_;  ///< of joining with the one after
};

/// What follows from the place of a group: where its leg is liquidated, and its entry.
void settle(FollowedPosition& group, double spot) {
    PlannedLeg& planned = group.planned;
    if (planned.members == 1 || planned.at_start != AtStart::open) return;
    if (planned.liquidation_price)
        group.leg.liquidation =
            static_cast<LogPrice>(group.leg.outward * std::log(*planned.liquidation_price / spot));
    group.leg.entry = planned.entry / spot;
}

}  // namespace

std::vector<FollowedPosition> grouped(std::vector<FollowedPosition> positions, std::size_t most,
                                      double spot) {
    if (positions.size() <= most) return positions;
    std::vector<bool> gone(positions.size(), false);
    Joining joining(positions);
    for (std::size_t left = positions.size(); left > most && joining.join_two(gone); --left) {
    }
    std::vector<FollowedPosition> kept;
    int number = 0;
    for (std::size_t i = 0; i < positions.size(); ++i)
        if (!gone[i]) kept.push_back(std::move(positions[i]));
    std::ranges::stable_sort(kept, {}, [](auto const& p) { return p.planned.position; });
    for (FollowedPosition& one : kept) {
        settle(one, spot);
        if (one.planned.members > 1) one.planned.name = "group " + std::to_string(++number);
    }
    return kept;
}

}  // namespace liq::planning
