/// \file
/// What the counters of a run are called (totals_layout.hpp says where they are).
#pragma once

namespace liq {

struct CounterNames {
    /// Hot counters: what a path adds when it ends.
    enum PerOutcome : int { hits, hits_without, only_with, only_without, steps, steps_without };
    static constexpr int per_outcome = 6;
    /// A sum in two parts of 32 bits, and a sum of squares in four.
    static constexpr int per_quantity = 6;

    /// What happened of a conditional outcome on a path, for one price.
    enum Conditional : int { no_condition, condition_only, both };
    static constexpr int n_conditional = 3;

    /// What happens to a subject of the portfolio: the number of paths, and the sum of the steps in
    /// which it happened.
    enum PerSubject : int {
        liquidations,
        liquidation_steps,
        stops,
        stop_steps,
        fates_of_one_price,  ///< the same four again, without the cascade
        liquidated_only_with = 2 * fates_of_one_price,
        liquidated_only_without,
        deleveraged_paths,
        deleveraged_share,  ///< of it, summed over paths [2^-32]
    };
    static constexpr int per_subject = deleveraged_share + 1;

    /// Profits are counted at the horizon, and where they are worst.
    enum ProfitMoment : int { at_horizon, at_worst };
    static constexpr int n_moments = 2;

    /// The course of one of the first paths: its price, 1 more than in price_bins::ticks_per_unit
    /// of S0, so that 0 says that the path was not simulated; I in 2^-24, negative numbers modulo
    /// 2^64; and what was liquidated so far [1/16 USD].
    enum Sampled : int { price, displacement, liquidated_long, liquidated_short };
    static constexpr int per_sample = 4;
    static constexpr double sampled_distance = 16777216.0;  ///< 2^24

    /// The rows of a step check: with and without the cascade, the same at half the step. A
    /// category counts rows as digits of `Conditional`, the first highest.
    static constexpr int n_checked_rows = 4;
    static constexpr int n_checked_categories = 81;  ///< n_conditional^n_checked_rows

    /// Extremes and sampled paths are kept at every so many report times, and at the last: at about
    /// 15 times, because a batch keeps the counters of all its runs.
    static constexpr int stride_of(int n_times) { return n_times < 15 ? 1 : (n_times + 14) / 15; }
    static constexpr int n_strides(int n_times) {
        return (n_times + stride_of(n_times) - 1) / stride_of(n_times);
    }
    /// The stride that ends at a report time, or -1.
    static constexpr int stride_at(int n_times, int time_bin) {
        bool const ends = (time_bin + 1) % stride_of(n_times) == 0 || time_bin + 1 == n_times;
        return ends ? time_bin / stride_of(n_times) : -1;
    }

    constexpr bool operator==(CounterNames const&) const = default;
};

}  // namespace liq
