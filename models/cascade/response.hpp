/// \file
/// How the price responds to forced orders, once for every cascade: what an imbalance does to the
/// traded price and the mark price, and the rounds in which a cascade settles (models/law.md 5
/// and 6.3).
#pragma once

#include <algorithm>
#include <cmath>

#include "models/cascade/effects.hpp"
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
          log2_keep_(
              static_cast<float>(-step_years / p.impact.resilience.years() * log2_of_e_in_double)),
          market_fraction_(static_cast<float>(p.cascade.market_fraction)),
          kept_from_middle_(static_cast<float>(
              std::max(1e-20, std::exp(-0.5 * step_years / p.impact.resilience.years())))),
          fraction_from_middle_(
              static_cast<float>(p.cascade.market_fraction *
                                 std::exp(-0.5 * step_years / p.impact.resilience.years()))),
          pass_through_(static_cast<float>(p.cascade.mark_pass_through)),
          permanent_share_(static_cast<float>(p.impact.permanent_share)),
          max_rounds_(p.cascade.max_rounds) {}

    /// What a step leaves of an imbalance, which decays by exp(-dt/tau_E) (Obizhaeva & Wang 2013).
    /// Less than 1 USD counts as none.
    LIQ_HD Usd after_step(Usd imbalance) const { return none_below_1(imbalance * keep_imbalance_); }

    /// The same for a share of a step.
    LIQ_HD Usd after(Usd imbalance, float share) const {
        return none_below_1(imbalance * exp_2(share * log2_keep_));
    }

    /// I = I_perm + (1 - pi) disp(E); the traded price is P = X + I.
    LIQ_HD LogPrice impact_of(LogPrice permanent, LogPrice displaced) const {
        return fused(1.0f - permanent_share_, displaced, permanent);
    }

    /// The mark price m = X + omega I.
    LIQ_HD LogPrice mark_of(LogPrice x, LogPrice impact) const {
        return fused(pass_through_, impact, x);
    }

    LIQ_HD float pass_through() const { return pass_through_; }

    /// An imbalance at the end of a step in the middle of which an order comes, negative if it
    /// buys; without the order it is `imbalance`.
    LIQ_HD Usd with_order(Usd imbalance, Usd sold) const {
        return fused(fraction_from_middle_, sold, imbalance);
    }
    /// I_perm after orders that have moved disp(E) by so much.
    LIQ_HD LogPrice permanent_after(LogPrice permanent, LogPrice moved) const {
        return fused(permanent_share_, moved, permanent);
    }
    /// Whether such orders move the price by no more than `limit` when they come.
    LIQ_HD bool is_light(LogPrice moved, float limit) const {
        return (moved < 0.0f ? -moved : moved) <= limit * kept_from_middle_;
    }

    /// The cascade itself: the least fixed point of "levels that are reached move the price, which
    /// reaches more levels". In one round all levels that one mark price newly reaches are removed,
    /// their fuel joins the imbalance, and the price moves; rounds follow until nothing new is
    /// reached. The map is monotone, so that they end in its least fixed point (Tarski 1955; Cont &
    /// Schaanning 2017 for fire sales). After `max_rounds` the rest waits for the next visit.
    ///
    /// \param x     the fundamental price
    /// \param come_to  levels that count as reached before the first round, whatever the rounding
    ///              of the mark says
    /// \param now   the impact before, and afterwards the one in which the cascade has settled
    /// \param book  has `long_trigger()` and `short_trigger()`, the mark prices that reach the next
    ///              level; `reached(side, distance)`, the fuel that a mark price at this distance
    ///              from spot newly reaches; `displacement(imbalance)`; and, called once a round
    ///              has moved the price, `moved(before, after)` and `remove(side, distance)`
    /// \return whether the rounds were exhausted
    template <class Book>
    LIQ_HD bool settle(LogPrice x, Impact& now, Book& book, LevelsComeTo come_to) const;

    /// The rounds that follow where a mark comes to an extreme, as one order, if all of them move
    /// the price by no more than `limit`. The order counts as if it had come in
    /// the middle of the step: of its imbalance exp(-dt/(2 tau_E)) is left, and of the limit too.
    /// Nothing is removed from the book.
    ///
    /// \param mark  the extreme; afterwards the furthest mark of the rounds
    /// \param now   the impact at the end of the step before, and afterwards with the order
    /// \param book  as for `settle`; `displacement_with(imbalance, longs, shorts)` is that in the
    ///              depth which this fuel leaves
    /// \return whether the price moves by no more than the limit
    template <class Book>
    LIQ_HD bool reach_together(LogPrice& mark, Impact& now, Book& book, float limit) const;

  private:
    static constexpr double log2_of_e_in_double = 1.4426950408889634;
    LIQ_HD static Usd none_below_1(Usd imbalance) {
        float const size = imbalance < 0.0f ? -imbalance : imbalance;
        return size < 1.0f ? 0.0f : imbalance;
    }

    float keep_imbalance_;        ///< per step [1]
    float log2_keep_;             ///< its logarithm, however little is kept
    float market_fraction_;       ///< phi [1]
    float kept_from_middle_;      ///< exp(-dt/(2 tau_E)) [1]
    float fraction_from_middle_;  ///< phi exp(-dt/(2 tau_E)) [1]
    float pass_through_;          ///< omega [1]
    float permanent_share_;       ///< pi [1]
    int max_rounds_;
};

}  // namespace liq::inline LIQ_TARGET

#include "models/cascade/response_rounds.hpp"
