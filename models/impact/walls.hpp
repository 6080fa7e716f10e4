/// \file
/// Walls: extra resting depth at a price. A wall takes up orders once, and then fills up again
/// (models/law.md 5). Their only user, `MarketDepth`, defines them (market_walls.hpp).
#pragma once

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/table.hpp"
#include "models/core/units.hpp"
#include "models/impact/parameters.hpp"

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

/// What is left of every wall along a path. An imbalance holds the most that it has used of a wall.
/// What it holds decays as the imbalance does, by exp(-t/tau_E), and what has decayed is gone.
///
/// A wall is used rarely. A path notes when it was used, and computes decay and refill when it
/// looks at the wall again, so that the time in between costs nothing.
class Walls {
  public:
    template <int Lanes>
    struct State {
        PerLane<Usd, Lanes> left[max_walls];       ///< for the imbalance that uses it, when noted
        PerLane<Usd, Lanes> held[max_walls];       ///< of it by this imbalance, when noted
        PerLane<int, Lanes> since[max_walls];      ///< the step in which it was noted
        PerLane<float, Lanes> to_come[max_walls];  ///< share of that step which was to come
        PerLane<int, Lanes> step;                  ///< the step that is running
        PerLane<float, Lanes> rest;                ///< share of it which is to come
    };

    /// \param resilience  tau_E
    Walls(WallsView const& view, Duration resilience, double step_years)
        : walls_(view.walls),
          count_(view.count),
          log2_keep_(static_cast<float>(-step_years / resilience.years() * 1.4426950408889634)) {}

    LIQ_HD bool any() const { return count_ > 0; }

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& s, int lane) const;
    /// A step begins, and all of its time passes.
    template <int Lanes>
    LIQ_HD void begin_step(State<Lanes>& s, int lane) const {
        ++s.step[lane];
    }
    /// Goes back to the beginning of the step, and lets a share of it pass.
    template <int Lanes>
    LIQ_HD void rewind(State<Lanes>& s, int lane) const {
        s.rest[lane] = 1.0f;
    }
    template <int Lanes>
    LIQ_HD void pass_time(State<Lanes>& s, int lane, float share) const {
        float const rest = s.rest[lane] - share;
        s.rest[lane] = rest > 0.0f ? rest : 0.0f;
    }

    /// A wall at one moment [USD].
    struct Part {
        Usd left;  ///< what an imbalance can use of it, what it holds included
        Usd held;
    };
    /// Wall `i` after a share of a step from now, which may be negative.
    template <int Lanes>
    LIQ_HD Part at(State<Lanes> const& s, int lane, int i, float ahead) const;

    /// What the walls on its way leave of an order [USD], and between which distances it ends [1].
    struct Passage {
        Usd usd;
        float at_least = 0.0f;
        float at_most = 64.0f;
    };

    /// D has a jump of what is left of the wall at u = |x_wall - x|, on the side of x where the
    /// wall is. An order whose size lies between the depth before the wall and that behind it ends
    /// at the wall.
    /// \param usd    the order, in full depth [USD]
    /// \param depth  its `notional_within(bid, u)` is D without walls
    /// \param ahead  when, as a share of a step from now
    template <int Lanes, class Depth>
    LIQ_HD Passage through(State<Lanes> const& s, int lane, bool bid, Usd usd, LogPrice x,
                           Depth const& depth, float ahead) const;

    /// Whether a wall stands within a distance below x (bids) or above it (asks).
    LIQ_HD bool any_within(bool bid, LogPrice x, float distance) const;

    /// An imbalance holds of each wall at least what it uses of it now.
    /// \param ahead  when it uses it, as a share of a step from now, not positive
    template <int Lanes, class Depth>
    LIQ_HD void use(State<Lanes>& s, int lane, bool bid, Usd usd, LogPrice x, Depth const& depth,
                    float ahead) const;

  private:
    /// Wall `i` once more steps have passed, or fewer: what is held has decayed and is gone, and
    /// meanwhile the wall fills up linearly. Both at once, exactly: what is left is a convex
    /// function of time, so that it stays at the full size once it comes there.
    LIQ_HD Part after(int i, Part const& then, float steps) const;

    /// Notes what wall `i` was `ahead` of now.
    template <int Lanes>
    LIQ_HD void note(State<Lanes>& s, int lane, int i, Part const& then, float ahead) const;

    /// Calls f(wall, distance) for the walls below x (bids) or above it (asks), the nearest first,
    /// as long as it returns true.
    template <class F>
    LIQ_HD void from_the_mid(bool bid, LogPrice x, F const& f) const {
        for (int n = 0; n < count_; ++n) {
            int const i = bid ? count_ - 1 - n : n;
            float const distance = reaching(bid ? x - walls_[i].at : walls_[i].at - x, bid, x, i);
            if (distance > 0.0f && !f(i, distance)) return;
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
    float log2_keep_;  ///< of what is held, per step
};

}  // namespace liq::inline LIQ_TARGET
