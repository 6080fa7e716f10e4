/// \file
/// Joins the positions of a large desk into as many groups as a run can follow.
#pragma once

#include <cstddef>
#include <vector>

#include "host/planning/portfolio.hpp"
#include "kernels/plan.hpp"

namespace liq::planning {

/// A position, or several that are followed as one, before it is a leg of a plan.
struct FollowedPosition {
    PortfolioLeg leg;
    PlannedLeg planned;
    std::size_t venue = 0;  ///< index in the market
    bool alone = false;     ///< it may not be joined with others
};

/// Joins positions of the same venue and side that are closed in the same way, neighbours by
/// liquidation price first, until `most` are left; without effect where there are no more. Each
/// step joins the two neighbours whose joint spread grows least: w v / (w + v) (x - y)^2 with the
/// notionals w, v and the log distances x, y of their liquidation prices (Ward 1963). So large
/// positions, and those that differ from all others, stay alone.
///
/// Notional, margin and profit of a group are the sums of its members, at every price while they
/// are open and once they are liquidated; only when they are is common to all: at the mean of their
/// log distances, weighted with their notionals. A group that auto-deleveraging closes a share of
/// has the mean entry of its members.
/// \return at most `most`, in the order of their first members; more where too many stand alone
std::vector<FollowedPosition> grouped(std::vector<FollowedPosition> positions, std::size_t most,
                                      double spot);

}  // namespace liq::planning
