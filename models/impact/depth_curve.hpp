/// \file
/// Resting depth on one path: the cumulative depth D(u) within log distance u of the mid, and its
/// inverse (models/law.md 5). Each side has a power law, or a table of the market.
#pragma once

#include <cmath>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/table.hpp"
#include "models/core/units.hpp"
#include "models/impact/parameters.hpp"

namespace liq::inline LIQ_TARGET {

/// D and its inverse for both sides. Both are continuous and never decrease: the line between two
/// points of a table ends at the next point, and the power law begins no lower than the last point.
/// Tested in tests/models/depth_test.cpp.
class DepthCurves {
  public:
    /// Takes the table, or the power law of `impact` where the table has no points.
    DepthCurves(DepthView const& view, ImpactParameters const& impact)
        : notional_(view.notional),
          distance_(view.distance),
          per_usd_(view.per_usd),
          points_(view.points),
          bid_(tail_of(view, view.bid, impact.depth.bid, impact.exponent)),
          ask_(tail_of(view, view.ask, impact.depth.ask, impact.exponent)) {}

    LIQ_HD bool has_table() const { return points_ > 0; }

    /// How far an order goes: D^{-1}(size / W) of the power law, or of the one beyond the table. At
    /// most 64, a factor of e^64.
    /// \param bid        whether the bids take the order, else the asks
    /// \param size       not negative [USD]
    /// \param log_depth  log2 of the factor of the depth [1]
    LIQ_HD float distance_by_power(bool bid, Usd size, float log_depth) const {
        float const in_depths = size * (bid ? bid_.per_notional : ask_.per_notional);
        float const inverse_exponent = bid ? bid_.inverse_exponent : ask_.inverse_exponent;
        float const log2_distance =
            fused(log_2(in_depths < smallest_ ? smallest_ : in_depths) - log_depth,
                  inverse_exponent, bid ? bid_.log2_distance : ask_.log2_distance);
        return exp_2(log2_distance < log2_largest_ ? log2_distance : log2_largest_);
    }

    /// How far an order goes, with a table or without.
    LIQ_HD float distance_of(bool bid, Usd size, float log_depth) const {
        if (!has_table()) return distance_by_power(bid, size, log_depth);
        int const entry = last_at_most(notional_, bid, in_full_depth(size, log_depth));
        return distance_by_table(bid, size, log_depth, entry);
    }

    /// The same with a table, of which `k` is the last entry that is not above the order.
    LIQ_HD float distance_by_table(bool bid, Usd size, float log_depth, int k) const {
        float const by_power = distance_by_power(bid, size, log_depth);
        float const last_distance = bid ? bid_.last_distance : ask_.last_distance;
        Usd const last_notional = bid ? bid_.last_notional : ask_.last_notional;
        Usd const usd = in_full_depth(size, log_depth);
        float const line = fused(usd - notional_[k], per_usd_[k], distance_[k]);
        float const next = distance_[k + 1];
        float const inside = line < next ? line : next;
        float const beyond = by_power > last_distance ? by_power : last_distance;
        return usd < last_notional ? inside : beyond;
    }

    LIQ_HD int points() const { return points_; }
    /// D at an entry of the table; the asks follow after `depth_entries` bids.
    LIQ_HD Usd notional_at(int entry) const { return notional_[entry]; }
    LIQ_HD int last_entry(bool bid, Usd usd) const { return last_at_most(notional_, bid, usd); }

    /// D(u) [USD] for W = 1 and u >= 0.
    LIQ_HD Usd notional_within(bool bid, float u) const {
        Tail const tail = bid ? bid_ : ask_;
        float const log2_u = log_2(u < smallest_ ? smallest_ : u);
        Usd const by_power =
            exp_2(fused(log2_u - tail.log2_distance, tail.exponent, tail.log2_notional));
        if (points_ == 0) return u > 0.0f ? by_power : 0.0f;
        int const found = last_at_most(distance_, bid, u);
        int const last = (bid ? 0 : depth_entries) + points_;
        int const k = found < last ? found : last - 1;
        Usd const rise = notional_[k + 1] - notional_[k];
        float const share = (u - distance_[k]) / (distance_[k + 1] - distance_[k]);
        Usd const inside = fused(share, rise, notional_[k]);
        Usd const beyond = by_power > tail.last_notional ? by_power : tail.last_notional;
        Usd const capped = inside < notional_[k + 1] ? inside : notional_[k + 1];
        return u < tail.last_distance ? capped : beyond;
    }

    /// The size of an order divided by the factor of the depth; always finite.
    LIQ_HD static Usd in_full_depth(Usd size, float log_depth) {
        Usd const usd = size * exp_2(-log_depth);
        return usd < largest_usd_ ? usd : largest_usd_;
    }

  private:
    /// A tail, as the numbers that a path needs.
    struct Tail {
        Tail(DepthTail const& t, bool after_table)
            : per_notional(static_cast<float>(1.0 / t.notional)),
              inverse_exponent(static_cast<float>(1.0 / t.exponent)),
              exponent(static_cast<float>(t.exponent)),
              log2_distance(static_cast<float>(std::log2(t.distance))),
              log2_notional(static_cast<float>(std::log2(t.notional))),
              last_distance(after_table ? static_cast<float>(t.distance) : 0.0f),
              last_notional(after_table ? static_cast<float>(t.notional) : 0.0f) {}
        float per_notional;  ///< [1/USD]
        float inverse_exponent, exponent, log2_distance, log2_notional;
        float last_distance;  ///< where the table ends [1]; 0 without one
        Usd last_notional;
    };

    static Tail tail_of(DepthView const& view, DepthTail const& after_table, double one_percent,
                        double exponent) {
        if (view.points > 0) return {after_table, true};
        return {DepthTail{one_percent, 0.01, exponent}, false};
    }

    /// The last entry of a side that is not above `value`, but at most the 63rd, where the last
    /// segment of a full table begins. The search halves six times, in every lane alike.
    LIQ_HD static int last_at_most(Table<float> const& table, bool bid, float value) {
        int k = bid ? 0 : depth_entries;
        k += table[k + 32] <= value ? 32 : 0;
        k += table[k + 16] <= value ? 16 : 0;
        k += table[k + 8] <= value ? 8 : 0;
        k += table[k + 4] <= value ? 4 : 0;
        k += table[k + 2] <= value ? 2 : 0;
        k += table[k + 1] <= value ? 1 : 0;
        return k;
    }

    static constexpr float log2_largest_ = 6.0f;  ///< a displacement of 64 is a factor of e^64
    static constexpr float smallest_ = 1e-30f;    ///< keeps logarithms defined
    static constexpr Usd largest_usd_ = 1e38f;
    Table<float> notional_, distance_, per_usd_;
    int points_;
    Tail bid_, ask_;
};

}  // namespace liq::inline LIQ_TARGET
