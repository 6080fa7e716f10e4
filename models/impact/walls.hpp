/// \file
/// Walls: extra resting depth at a price. A wall takes up orders once, and then fills up again
/// (models/law.md 5).
#pragma once

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/table.hpp"
#include "models/core/units.hpp"

namespace liq {

inline constexpr int max_walls = 8;

struct Wall {
    LogPrice at = 0;          ///< log price relative to spot [1]
    Usd notional = 0;         ///< full size [USD]
    Usd refill_per_step = 0;  ///< [USD]; 0: never
};

/// The walls of a plan by ascending price; owned by `Plan::walls`.
struct WallsView {
    Table<Wall> walls;
    int count = 0;
};

}  // namespace liq

namespace liq::inline LIQ_TARGET {

/// What is left of every wall along a path. A wall is used rarely. A path notes when it was used,
/// and computes the refill when it looks at the wall again, so that the steps in between cost
/// nothing.
class Walls {
  public:
    template <int Lanes>
    struct State {
        PerLane<Usd, Lanes> left[max_walls];   ///< at the beginning of the step `since`
        PerLane<Usd, Lanes> used[max_walls];   ///< the most that was used in that step
        PerLane<int, Lanes> since[max_walls];  ///< the last step that used it
        PerLane<int, Lanes> step;              ///< the step that is running
    };

    explicit Walls(WallsView const& view) : walls_(view.walls), count_(view.count) {}

    LIQ_HD bool any() const { return count_ > 0; }

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& s, int lane) const {
        s.step[lane] = 0;
        for (int i = 0; i < count_; ++i) {
            s.left[i][lane] = walls_[i].notional;
            s.used[i][lane] = 0.0f;
            s.since[i][lane] = 0;
        }
    }
    template <int Lanes>
    LIQ_HD void begin_step(State<Lanes>& s, int lane) const {
        ++s.step[lane];
    }

    /// The size that wall `i` has in the running step: what the last step that used it has left,
    /// and a linear refill since then.
    template <int Lanes>
    LIQ_HD Usd remaining(State<Lanes> const& s, int lane, int i) const {
        int const steps = s.step[lane] - s.since[i][lane];
        if (steps == 0) return s.left[i][lane];
        Usd const rest = s.left[i][lane] - s.used[i][lane];
        Usd const refilled = fused(static_cast<float>(steps), walls_[i].refill_per_step, rest);
        return refilled < walls_[i].notional ? refilled : walls_[i].notional;
    }

    /// What the walls on its way leave of an order [USD], and between which distances it ends [1].
    struct Passage {
        Usd usd;
        float at_least = 0.0f;
        float at_most = 64.0f;
    };

    /// D has a jump of the wall's remaining size at u = |x_wall - x|, on the side of x where the
    /// wall is. An order whose size lies between the depth before the wall and that behind it ends
    /// at the wall.
    /// \param usd    the order, in full depth [USD]
    /// \param depth  its `notional_within(bid, u)` is D without walls
    template <int Lanes, class Depth>
    LIQ_HD Passage through(State<Lanes> const& s, int lane, bool bid, Usd usd, LogPrice x,
                           Depth const& depth) const {
        Passage order{usd};
        from_the_mid(bid, x, [&](int i, float distance) {
            Usd const before = depth.notional_within(bid, distance);
            if (order.usd > before) order.at_least = distance;
            order.usd = behind(order.usd, before, remaining(s, lane, i));
            if (order.usd <= before && distance < order.at_most) order.at_most = distance;
        });
        return order;
    }

    /// Remembers what an order uses of each wall. When the step ends, the most that was used in it
    /// is gone.
    template <int Lanes, class Depth>
    LIQ_HD void use(State<Lanes>& s, int lane, bool bid, Usd usd, LogPrice x,
                    Depth const& depth) const {
        from_the_mid(bid, x, [&](int i, float distance) {
            Usd const before = depth.notional_within(bid, distance);
            Usd const left = remaining(s, lane, i);
            Usd const reached = usd - before;
            Usd const used = reached < left ? reached : left;
            if (used > 0.0f) {
                bool const again = s.since[i][lane] == s.step[lane];
                s.left[i][lane] = left;
                s.used[i][lane] = again && s.used[i][lane] > used ? s.used[i][lane] : used;
                s.since[i][lane] = s.step[lane];
            }
            usd = behind(usd, before, left);
        });
    }

  private:
    /// Calls f(wall, distance) for the walls below x (bids) or above it (asks), the nearest first.
    template <class F>
    LIQ_HD void from_the_mid(bool bid, LogPrice x, F const& f) const {
        for (int n = 0; n < count_; ++n) {
            int const i = bid ? count_ - 1 - n : n;
            float const distance = reaching(bid ? x - walls_[i].at : walls_[i].at - x, bid, x, i);
            if (distance > 0.0f) f(i, distance);
        }
    }
    /// Makes a rounded distance so long that a price which moves by it reaches the wall. Levels are
    /// inclusive, and there may be one at the price of the wall.
    LIQ_HD float reaching(float distance, bool bid, LogPrice x, int i) const {
        bool const short_of = bid ? x - distance > walls_[i].at : x + distance < walls_[i].at;
        return short_of && distance > 0.0f ? float_of(bits_of(distance) + 1) : distance;
    }
    /// min(usd, max(usd - left, before)). It is monotone in the order, and where the order ends at
    /// the wall it contains no difference of large numbers.
    LIQ_HD static Usd behind(Usd usd, Usd before, Usd left) {
        Usd const through = usd - left;
        Usd const at_least = through > before ? through : before;
        return usd < at_least ? usd : at_least;
    }

    Table<Wall> walls_;
    int count_;
};

}  // namespace liq::inline LIQ_TARGET
