/// \file
/// Where each counter of a run is. There are two arrays: `hot`, a small number of counters that
/// every path adds to, and `cold`, the histograms. The layout follows from some sizes, so that
/// totals of the same plan can be added, wherever they were made.
#pragma once

#include <cstdint>

#include "models/core/units.hpp"
#include "models/estimate/counter_names.hpp"
#include "models/estimate/quantities.hpp"

namespace liq {

struct TotalsLayout : CounterNames {
    int n_outcomes = 0;
    int n_times = 0;
    int n_replicates = 0;  ///< 0 with independent paths
    /// Whether `sweeps` holds the fuel that was swept, instead of numbers of paths. This is needed
    /// where the fuel of a level differs between paths.
    bool sweeps_hold_fuel = false;
    int n_given = 0;     ///< outcomes that count only where a condition happens
    int n_subjects = 0;  ///< of the portfolio: its legs, then its totals (portfolio_tables.hpp)
    int n_views = 0;     ///< accounts of each subject, see PortfolioView
    int n_samples = 0;   ///< the first paths, of which the course is kept
    int n_checked = 0;   ///< outcomes that are compared with those at half the step

    [[nodiscard]] constexpr std::int64_t paths() const { return 0; }
    [[nodiscard]] constexpr std::int64_t rounds_exhausted() const { return 1; }
    [[nodiscard]] constexpr std::int64_t outcome(int index, PerOutcome what) const {
        return 2 + std::int64_t{index} * per_outcome + what;
    }
    [[nodiscard]] constexpr std::int64_t sums(Quantity quantity) const {
        return outcome(n_outcomes, hits) + static_cast<std::int64_t>(quantity) * per_quantity;
    }
    /// Sum of a flow over paths in two parts of 32 bits [1/16 USD].
    [[nodiscard]] constexpr std::int64_t flow(Side side, Flow what) const {
        return sums(Quantity{n_quantities}) +
               2 * (static_cast<std::int64_t>(side) * n_flows + static_cast<std::int64_t>(what));
    }
    [[nodiscard]] constexpr std::int64_t n_hot() const {
        return sums(Quantity{n_quantities}) + 2 * std::int64_t{n_sides} * n_flows;
    }

    /// Cold counters: distributions, [quantity][bin].
    [[nodiscard]] constexpr std::int64_t distribution(Quantity quantity) const {
        std::int64_t offset = 0;
        for (int q = 0; q < static_cast<int>(quantity); ++q) offset += bins_of(Quantity{q});
        return offset;
    }
    /// First times of outcomes, [priced][outcome][time].
    [[nodiscard]] constexpr std::int64_t first_times() const {
        return distribution(Quantity{n_quantities});
    }
    /// Prices at report times, [priced][time][bin].
    [[nodiscard]] constexpr std::int64_t prices() const {
        return first_times() + 2 * std::int64_t{n_outcomes} * n_times;
    }
    /// The highest and the lowest price so far, [priced][stride][bin of extreme_bins].
    [[nodiscard]] constexpr std::int64_t highs(int row, int time) const {
        return prices() + 2 * std::int64_t{n_times} * price_bins::count +
               (std::int64_t{row} * n_strides(n_times) + time) * extreme_bins::highs;
    }
    [[nodiscard]] constexpr std::int64_t lows(int row, int time) const {
        return highs(2, 0) + (std::int64_t{row} * n_strides(n_times) + time) * extreme_bins::lows;
    }
    /// The largest displacement so far [stride][bin of distance_curve_bins].
    [[nodiscard]] constexpr std::int64_t displacements(int time) const {
        return lows(2, 0) + std::int64_t{time} * distance_curve_bins::count;
    }
    /// When the largest hour of liquidations began, [time].
    [[nodiscard]] constexpr std::int64_t largest_hours() const {
        return displacements(n_strides(n_times));
    }
    /// Sweeps of levels, [side][time][level 0 .. levels + 1], counted outwards from spot: +1 where
    /// a sweep starts, and -1 (modulo 2^64) behind its end. The running sum is the number of paths
    /// that swept a level in a time bin. With `sweeps_hold_fuel` it is the fuel that was swept at
    /// the level, in whole USD, for levels -levels .. levels, also beyond the first price.
    [[nodiscard]] constexpr std::int64_t sweeps() const { return largest_hours() + n_times; }
    [[nodiscard]] constexpr int sweep_entries() const {
        return sweeps_hold_fuel ? 2 * grid::levels + 1 : grid::levels + 2;
    }
    /// Paths of a replicate.
    [[nodiscard]] constexpr std::int64_t replicate_paths(int replicate) const {
        return sweeps() + std::int64_t{n_sides} * n_times * sweep_entries() + replicate;
    }
    /// Paths of a replicate on which an outcome happened, [row][outcome][replicate].
    /// \param row  0 with cascade, 1 without
    [[nodiscard]] constexpr std::int64_t replicate_hits(int index, int row, int replicate) const {
        return replicate_paths(n_replicates) +
               (std::int64_t{row} * n_outcomes + index) * n_replicates + replicate;
    }
    /// Number of paths by what happened with and without the cascade, [given][with][without]. In
    /// the other counts of such an outcome, a hit is a path on which both outcome and condition
    /// happened.
    [[nodiscard]] constexpr std::int64_t given(int index, int with, int without) const {
        return replicate_hits(0, 2, 0) +
               (std::int64_t{index} * n_conditional + with) * n_conditional + without;
    }
    /// Paths of a replicate on which the condition happened, [row][given][replicate].
    [[nodiscard]] constexpr std::int64_t replicate_trials(int index, int row, int replicate) const {
        return given(n_given, 0, 0) + (std::int64_t{row} * n_given + index) * n_replicates +
               replicate;
    }
    [[nodiscard]] constexpr std::int64_t subject(int index, int what) const {
        return replicate_trials(0, 2, 0) + std::int64_t{index} * per_subject + what;
    }
    /// First liquidations by report time, [subject][priced][time].
    [[nodiscard]] constexpr std::int64_t liquidation_times(int index, int priced) const {
        return subject(n_subjects, 0) + (std::int64_t{index} * 2 + priced) * n_times;
    }
    /// The profits of all views, and, as sums alone, differences of the first view to the others.
    [[nodiscard]] constexpr int n_profits() const { return 2 * n_views - 1; }
    /// Sum of profit + profit_bins::limit in two parts of 32 bits, sum of squares in four,
    /// [subject][view, then difference][moment].
    [[nodiscard]] constexpr std::int64_t profit_sums(int index, int profit, int moment) const {
        return liquidation_times(n_subjects, 0) +
               ((std::int64_t{index} * n_profits() + profit) * n_moments + moment) * per_quantity;
    }
    /// Number of paths by profit, [subject][view][moment][bin].
    [[nodiscard]] constexpr std::int64_t profits(int index, int view, int moment) const {
        return profit_sums(n_subjects, 0, 0) +
               ((std::int64_t{index} * n_views + view) * n_moments + moment) * profit_bins::count;
    }
    [[nodiscard]] constexpr std::int64_t sample(int path, int time) const {
        return profits(n_subjects, 0, 0) +
               (std::int64_t{path} * n_strides(n_times) + time) * per_sample;
    }
    /// Paths by what happened of an outcome in each of four rows: with and without the cascade, the
    /// same at half the step. The category counts rows as digits of `Conditional`, the first
    /// highest.
    [[nodiscard]] constexpr std::int64_t checked(int index, int category) const {
        return sample(n_samples, 0) + std::int64_t{index} * n_checked_categories + category;
    }
    /// Paths of a replicate with the condition, and with the outcome too,
    /// [outcome][row][replicate].
    [[nodiscard]] constexpr std::int64_t checked_trials(int index, int row, int replicate) const {
        return checked(n_checked, 0) + (std::int64_t{index} * n_checked_rows + row) * n_replicates +
               replicate;
    }
    [[nodiscard]] constexpr std::int64_t checked_hits(int index, int row, int replicate) const {
        return checked_trials(n_checked, 0, 0) + checked_trials(index, row, replicate) -
               checked_trials(0, 0, 0);
    }
    [[nodiscard]] constexpr std::int64_t n_cold() const { return checked_hits(n_checked, 0, 0); }

    constexpr bool operator==(TotalsLayout const&) const = default;
};

}  // namespace liq
