/// \file
/// How the price responds to forced orders, once for every cascade: what an imbalance does to the
/// traded price and the mark price, and the rounds in which a cascade settles (models/law.md 5
/// and 6.3).
#pragma once

#include <cmath>

#include "models/cascade/pressure_parameters.hpp"
#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

/// What forced orders have done to the price of one path.
struct Impact {
    Usd imbalance;       ///< E, sales positive
    LogPrice displaced;  ///< disp(E)
    LogPrice permanent;  ///< I_perm
};

class Response {
  public:
    Response(PressureParameters const& p, double step_years)
        : keep_imbalance_(static_cast<float>(std::exp(-step_years / p.impact.resilience.years()))),
          market_fraction_(static_cast<float>(p.cascade.market_fraction)),
          pass_through_(static_cast<float>(p.cascade.mark_pass_through)),
          permanent_share_(static_cast<float>(p.impact.permanent_share)),
          max_rounds_(p.cascade.max_rounds) {}

    /// A step passes: the imbalance decays by exp(-dt/tau_E) (Obizhaeva & Wang 2013). Less than 1
    /// USD counts as none. Returns whether none is left.
    LIQ_HD bool decay(Usd& imbalance) const {
        float const decayed = imbalance * keep_imbalance_;
        float const size = decayed < 0.0f ? -decayed : decayed;
        bool const none = size < 1.0f;
        imbalance = none ? 0.0f : decayed;
        return none;
    }

    /// I = I_perm + (1 - pi) disp(E); the traded price is P = X + I.
    LIQ_HD LogPrice impact_of(LogPrice permanent, LogPrice displaced) const {
        return fused(1.0f - permanent_share_, displaced, permanent);
    }

    /// The mark price m = X + omega I.
    LIQ_HD LogPrice mark_of(LogPrice x, LogPrice impact) const {
        return fused(pass_through_, impact, x);
    }

    /// The cascade itself: the least fixed point of "levels that are reached move the price, which
    /// reaches more levels". In one round all levels that one mark price newly reaches are removed,
    /// their fuel joins the imbalance, and the price moves; rounds follow until nothing new is
    /// reached. The map is monotone, so that they end in its least fixed point (Tarski 1955; Cont &
    /// Schaanning 2017 for fire sales). After `max_rounds` the rest waits for the next visit.
    ///
    /// \param x     the fundamental price
    /// \param now   the impact before, and afterwards the one in which the cascade has settled
    /// \param book  has `long_trigger()` and `short_trigger()`, the mark prices that reach the next
    ///              level; `reached(side, distance)`, the fuel that a mark price at this distance
    ///              from spot newly reaches; `displacement(imbalance)`; and, called once a round
    ///              has moved the price, `moved(before, after)` and `remove(side, distance)`
    /// \return whether the rounds were exhausted
    template <class Book>
    LIQ_HD bool settle(LogPrice x, Impact& now, Book& book) const {
        for (int round = 0;; ++round) {
            LogPrice const mark = mark_of(x, impact_of(now.permanent, now.displaced));
            bool const down = mark <= book.long_trigger();
            bool const up = mark >= book.short_trigger();
            if (!down && !up) return false;
            if (round == max_rounds_) return true;
            FuelTicks sold = 0;  // negative where more is bought back
            if (down) sold += book.reached(Side::long_side, -mark);
            if (up) sold -= book.reached(Side::short_side, mark);
            Impact const before = now;
            now.imbalance = fused(market_fraction_, usd_of(sold), now.imbalance);
            now.displaced = book.displacement(now.imbalance);
            now.permanent =
                fused(permanent_share_, now.displaced - before.displaced, now.permanent);
            // What a round executes at is known only now that its orders have moved the price.
            book.moved(before, now);
            if (down) book.remove(Side::long_side, -mark);
            if (up) book.remove(Side::short_side, mark);
        }
    }

  private:
    float keep_imbalance_;   ///< per step [1]
    float market_fraction_;  ///< phi [1]
    float pass_through_;     ///< omega [1]
    float permanent_share_;  ///< pi [1]
    int max_rounds_;
};

}  // namespace liq::inline LIQ_TARGET
