/// \file
/// What is to be simulated, complete and checked. A plan is plain data and owns its tables.
/// Planning makes it, backends read it, and nothing changes it afterwards. A new table is also
/// given to kernels/plan_views.hpp.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "kernels/depth_tables.hpp"
#include "kernels/sampling_plan.hpp"
#include "models/book/ladder.hpp"
#include "models/book/parameters.hpp"
#include "models/cascade/parameters.hpp"
#include "models/core/path_memory.hpp"
#include "models/estimate/closes.hpp"
#include "models/estimate/first_passage.hpp"
#include "models/estimate/outcome_tally.hpp"
#include "models/estimate/totals_layout.hpp"
#include "models/impact/parameters.hpp"
#include "models/impact/walls.hpp"
#include "models/margin/waterfall_parameters.hpp"
#include "models/price/registry.hpp"

namespace liq {

/// One side of the frozen book: entries 0..819 by level. Entry 0 is spot and holds nothing.
struct LadderSide {
    std::vector<FuelTicks> fuel;         ///< of each level [1/16 USD]
    std::vector<FuelTicks> fuel_up_to;   ///< prefix sums
    std::vector<float> next_distance;    ///< see LadderSideView
    std::vector<double> bankruptcy_gap;  ///< fuel-weighted mean log gap, 0 where there is no fuel
    std::vector<FuelTicks> gap_weight;   ///< fuel times log gap [1/16 USD * gap_unit]

    /// The nearest level that holds fuel; one beyond the grid if none does.
    [[nodiscard]] int first_level() const {
        auto const filled =
            std::ranges::find_if(fuel_up_to, [](FuelTicks up_to) { return up_to > 0; });
        return static_cast<int>(filled - fuel_up_to.begin());
    }
};

struct Ladder {
    LadderSide longs;
    LadderSide shorts;

    /// Whether no level of either side holds fuel.
    [[nodiscard]] bool is_empty() const {
        return longs.fuel_up_to.back() + shorts.fuel_up_to.back() == 0;
    }
};

/// What opens on one side of a living book, see InflowSideView.
struct InflowSide {
    std::vector<double> weight;
    std::vector<double> gap;
    std::vector<int> spots;
    std::vector<double> on_grid;
    int first = 0, last = -1;
    double gap_scale = 1;
};

/// Positions of a living book that are held for alike times; sides in the order of `Side`.
struct LivingClass {
    DurationOrNever turnover;
    PerSide target{1.0, 1.0};                ///< of the class's fuel at t = 0 [1]
    std::array<LadderSide, n_sides> ladder;  ///< the snapshot's fuel
    std::array<InflowSide, n_sides> inflow;

    /// f = exp(-refresh/turnover).
    [[nodiscard]] double kept(Duration refresh) const {
        return turnover.never ? 1.0 : std::exp(-refresh.years() / turnover.length.years());
    }
};

struct Plan {
    // The clock
    int steps = 0;
    double step_years = 0;
    bool bridge = true;  ///< visit the extremes within steps too

    // The law
    std::uint64_t seed = 0;
    SamplingPlan sampling;
    PriceParameters price_model;
    PriceCommon price;
    std::vector<float> returns;  ///< of the history, recentred and rescaled (bootstrap)
    CascadeParameters cascade;
    ImpactParameters impact;
    WithdrawalParameters withdrawal;
    DepthTables depth;        ///< of the market; empty: the power law of `impact`
    std::vector<Wall> walls;  ///< by ascending price, at most max_walls
    Ladder ladder;
    BookParameters book;               ///< of a living book, what all its classes share
    std::vector<LivingClass> classes;  ///< of a living book; their ladders add up to `ladder`
    WaterfallParameters waterfall;     ///< with its fund resolved: no value means unlimited

    // What is observed
    std::vector<WatchedLevel> levels_below;  ///< outwards; the last entry is never reached
    std::vector<WatchedLevel> levels_above;
    std::vector<CloseLevel> closes;
    std::vector<Remainder> remainders;
    std::vector<Story> stories;
    std::vector<StoryStep> story_steps;
    std::vector<Cross> crosses;
    std::vector<std::int64_t> past_closes;  ///< daily, oldest first, in ticks of daily_close
    int closes_kept = 0;                    ///< see CrossTables
    std::vector<Given> givens;
    std::vector<PortfolioLeg> legs;            ///< of the desk's positions, at most two for each
    std::vector<double> profit_ticks_per_usd;  ///< of each subject, legs then totals
    std::vector<int> day_ends;                 ///< steps that end a day, if an event needs them
    bool records_both = false;                 ///< paths leave two words, see PathRecord
    int fund_emptied = -1;                     ///< index of the outcome waterfall.fund_emptied
    WindowTables windows;                      ///< in which liquidations are added up
    PathMemoryLayout memory;                   ///< what a path needs besides registers
    std::vector<int> report_steps;             ///< ascending, the last is the horizon
    TotalsLayout layout;
};

/// For each 00:00 UTC the last step that ends at or before it, among 0 .. steps.
/// \param offset  from the start to the first 00:00 UTC after it [s]
/// \param step    length of a step [s]
inline std::vector<int> day_end_steps(std::int64_t offset, std::int64_t step, int steps) {
    std::vector<int> ends;
    for (std::int64_t at = offset; at <= step * steps; at += seconds_per_day) {
        ends.push_back(static_cast<int>(at / step));
    }
    return ends;
}

/// Paths by their index: first, ..., first + count - 1.
struct PathRange {
    std::uint64_t first = 0;
    std::uint64_t count = 0;

    bool operator==(PathRange const&) const = default;
};

}  // namespace liq
