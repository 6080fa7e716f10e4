/// \file
/// Data that do not tell a book of positions, and fits that are not good enough to be one.
#pragma once

#include <span>

#include "host/estimation/book_fit.hpp"

namespace liq::estimation {

inline constexpr std::size_t least_days = 180;
inline constexpr std::size_t least_days_beside_break = 60;
inline constexpr std::size_t least_days_held_out = 30;
inline constexpr double most_zero_days = 0.20;
inline constexpr double least_rank_correlation = 0.7;
inline constexpr double least_ratio = 0.5, most_ratio = 2;

/// Refuses scored days that are too few, in all or on either side of the break, and a side without
/// liquidations on too many of them.
/// \param break_at  number of the first scored day after the break; the end: none
/// \throws Error(Exit::bad_input) that names the figure and what is accepted
void refuse_days(std::array<std::vector<double>, n_sides> const& reported, std::size_t n_days,
                 std::size_t break_at, bool has_break);

/// Refuses a fit whose c is at an edge of the grid, and one that fails on held-out days: by the
/// ranks, by the total, or against the benchmark of the day's largest move.
/// \throws Error(Exit::bad_input) that names every figure that is not accepted
void refuse_fit(BookFit const& fit);

}  // namespace liq::estimation
