/// \file
/// How well fits say what was reported on days that they have not seen, beside two benchmarks that
/// know the price alone.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "host/estimation/book_basis.hpp"
#include "host/estimation/weight_fit.hpp"

namespace liq::estimation {

/// What the price did on each day, against a side.
struct DayMoves {
    std::vector<double> from_open;  ///< |ln| of the extreme over the close before the day
    std::vector<double> largest;    ///< largest |ln| of a low over a high before it on that day
};

/// \param history  bars of the days, ascending
DayMoves day_moves(ReplayHistory const& history, ScoredDays const& days, Side side);

/// Of each day the number of the fold in which it is held out; -1: it is in every fit.
struct Folds {
    std::vector<int> of_day;
    int count = 0;
};
/// Every fifth of the blocks of days, in turn: all days are scored.
Folds block_folds(std::size_t n_days);
/// The days from `first` on, by a fit to those before.
Folds later_days(std::size_t n_days, std::size_t first);

/// All of held-out days. Logs are of at least `least_expected`.
struct HeldOut {
    std::size_t n_days = 0;
    double r_squared = 0;                 ///< 1 - sum (y - mu)^2/sum (y - mean y)^2
    double log_r_squared = 0;             ///< the same of logs
    double rank = 0;                      ///< Spearman's correlation
    double ratio = 0;                     ///< sum of reported over sum of expected
    double log_r_squared_of_open = 0;     ///< benchmark: ln y linear in ln(extreme/open)
    double log_r_squared_of_largest = 0;  ///< benchmark: ln y linear in ln of the largest move
};

/// Fits to the days outside of each fold, c included, and scores the days in them.
HeldOut held_out_scores(std::span<Basis const> bases, ReportedDays const& reported,
                        DayMoves const& moves, Folds const& folds);

/// Spearman's rank correlation; equal values share their mean rank.
double rank_correlation(std::span<double const> x, std::span<double const> y);

}  // namespace liq::estimation
