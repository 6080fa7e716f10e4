/// \file
/// Distributions of the profits of the desk's positions, from exact counts in bins. A position's
/// largest possible loss bounds them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "host/findings/portfolio.hpp"
#include "host/results/distributions.hpp"
#include "kernels/plan.hpp"
#include "kernels/totals.hpp"

namespace liq::results {

/// The largest possible loss of a subject (a position or a total) after t = 0.
struct MostLoss {
    double usd = std::numeric_limits<double>::infinity();  ///< infinity: it has no bound
    /// The leg whose liquidation costs exactly that, whatever the price is at that time.
    std::optional<int> by_liquidation_of = std::nullopt;
    bool on_every_path = false;  ///< the loss has happened by t = 0
};

/// The largest possible loss of one leg. A position on isolated margin can lose its margin and its
/// gain before t = 0, and a long position no more than its value. Before the mark price reaches the
/// liquidation price, the traded price can show a larger loss, which does not count. A margin in
/// coin is worth at most its value at the liquidation price when a long position loses it, as long
/// as the mark price is the traded price. For a short position with a margin in coin the loss has
/// no bound, since the coin may have any price.
MostLoss most_loss(Plan const& plan, int leg, double mark_pass_through);

/// The largest possible loss of all legs with the bit `sum` of PortfolioLeg::sums together.
/// `by_liquidation_of` and `on_every_path` are set only where this is a single leg.
MostLoss most_loss_of_total(Plan const& plan, int sum, double mark_pass_through);

/// The distribution of the profits of one subject [USD].
/// \param scale  the profits were counted relative to it [USD]
Histogram profit_histogram(Totals const& totals, int subject, int view, int moment, double scale);

/// Cuts the bins at the largest possible loss. Paths that are known to have lost exactly that are
/// moved from their bin into a bin of zero width at it: those on which the leg was liquidated,
/// without the paths where auto-deleveraging had closed a part of the leg before.
void bound_losses(Histogram& histogram, Totals const& totals, int view, double scale,
                  MostLoss const& most);

/// Gathers the profits of one subject in wider bins, for reports.
class ProfitBins {
  public:
    /// All histograms of a subject have the same edges.
    void add(Histogram const& histogram, std::size_t view, std::size_t moment);
    /// The bins with at least one path.
    [[nodiscard]] findings::ProfitCounts counts() const;

  private:
    static constexpr std::size_t per_bin = findings::n_portfolio_views * findings::n_profit_moments;
    findings::ProfitCounts all_;
    std::vector<std::size_t> wide_;  ///< of each fine bin, the wide one
};

/// The mean of a profit, or of a difference of two profits.
/// \param sums  index of its sums among the cold counters
/// \param unit  one tick of the sums [USD]
Mean mean_profit(Totals const& totals, std::int64_t sums, double unit);

}  // namespace liq::results
