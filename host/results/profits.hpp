/// \file
/// Profits of the desk's positions, from exact counts in bins and from what a position can lose.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "host/results/distributions.hpp"
#include "kernels/plan.hpp"
#include "kernels/totals.hpp"

namespace liq::results {

/// The most that a subject can lose since t = 0.
struct MostLoss {
    double usd = std::numeric_limits<double>::infinity();  ///< infinity: there is no end to it
    /// The leg whose liquidation takes just that, whatever the price is then.
    std::optional<int> by_liquidation_of = std::nullopt;
    bool on_every_path = false;  ///< it was lost by t = 0
};

/// Of one leg. A position on isolated margin loses its margin and what it had gained before t = 0,
/// and a long no more than it is worth; what the traded price shows beyond that before the mark
/// reaches its liquidation price is not its loss. A margin in coin is worth at most the liquidation
/// price where a long loses it, as long as the mark is the traded price; of a short there is no
/// end, since the coin may be worth any price.
MostLoss most_loss(Plan const& plan, int leg, double mark_pass_through);

/// Of the legs with the bit `sum` of PortfolioLeg::sums together. Only one leg alone is liquidated
/// as a whole.
MostLoss most_loss_of_total(Plan const& plan, int sum, double mark_pass_through);

/// Profits of one subject [USD]. \param scale  relative to which they were counted [USD]
Histogram profit_histogram(Totals const& totals, int subject, int view, int moment, double scale);

/// No bin reaches beyond the most that can be lost, and the paths that are known to have lost just
/// that lie at it, not spread over their bin: those on which the leg was liquidated, but for paths
/// where auto-deleveraging had closed a part of it before.
void bound_losses(Histogram& histogram, Totals const& totals, int view, double scale,
                  MostLoss const& most);

/// Mean of a profit or of a difference of two. \param unit  one tick of the sums [USD]
Mean mean_profit(Totals const& totals, std::int64_t sums, double unit);

}  // namespace liq::results
