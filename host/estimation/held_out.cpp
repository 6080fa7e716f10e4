#include "host/estimation/held_out.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/estimation/resampled_days.hpp"

namespace liq::estimation {
namespace {

double mean_of(std::span<double const> x) {
    return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

double r_squared(std::span<double const> y, std::span<double const> expected) {
    double const mean = mean_of(y);
    double left = 0, all = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        left += (y[i] - expected[i]) * (y[i] - expected[i]);
        all += (y[i] - mean) * (y[i] - mean);
    }
    return 1 - left / all;
}

std::vector<double> logs_of(std::span<double const> usd) {
    std::vector<double> logs;
    for (double const x : usd) logs.push_back(std::log(std::max(x, least_expected)));
    return logs;
}

std::vector<double> ranks_of(std::span<double const> x) {
    std::vector<std::size_t> order(x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
    std::vector<double> ranks(x.size());
    for (std::size_t i = 0; i < order.size();) {
        std::size_t end = i;
        while (end < order.size() && x[order[end]] == x[order[i]]) ++end;
        for (std::size_t k = i; k < end; ++k)
            ranks[order[k]] = 0.5 * static_cast<double>(i + end - 1);
        i = end;
    }
    return ranks;
}

/// Expects y of each held-out day by a line in x that is fitted to the days outside of its fold.
std::vector<double> expected_by_line(std::vector<double> const& y, std::vector<double> const& x,
                                     Folds const& folds) {
    std::vector<double> expected(y.size());
    for (int fold = 0; fold < folds.count; ++fold) {
        double n = 0, sum_x = 0, sum_y = 0, xy = 0, xx = 0;
        for (std::size_t d = 0; d < y.size(); ++d) {
            if (folds.of_day[d] == fold) continue;
            n += 1;
            sum_x += x[d];
            sum_y += y[d];
            xy += x[d] * y[d];
            xx += x[d] * x[d];
        }
        double const spread = xx - sum_x * sum_x / n;
        double const slope = spread > 0 ? (xy - sum_x * sum_y / n) / spread : 0.0;
        for (std::size_t d = 0; d < y.size(); ++d)
            if (folds.of_day[d] == fold) expected[d] = (sum_y + slope * (n * x[d] - sum_x)) / n;
    }
    return expected;
}

/// What fits to the other days expect of each held-out day [USD].
std::vector<double> expected_by_fits(std::span<Basis const> bases, ReportedDays const& reported,
                                     Folds const& folds) {
    std::vector<double> expected(reported.usd.size());
    for (int fold = 0; fold < folds.count; ++fold) {
        std::vector<double> times(reported.times.begin(), reported.times.end());
        for (std::size_t d = 0; d < times.size(); ++d)
            if (folds.of_day[d] == fold) times[d] = 0;
        auto const best = best_fit(bases, {reported.usd, times, reported.break_day});
        auto const usd = liquidated_with(best.fit.weight, bases[best.at]);
        for (std::size_t d = 0; d < usd.size(); ++d)
            if (folds.of_day[d] == fold)
                expected[d] = usd[d] * (d >= reported.break_day ? best.fit.after : 1.0);
    }
    return expected;
}

/// The held-out days of a figure of all days.
std::vector<double> held_out(std::span<double const> all, Folds const& folds) {
    std::vector<double> some;
    for (std::size_t d = 0; d < all.size(); ++d)
        if (folds.of_day[d] >= 0) some.push_back(all[d]);
    return some;
}

}  // namespace

DayMoves day_moves(ReplayHistory const& history, ScoredDays const& days, Side side) {
    constexpr double least_move = 1e-4;
    DayMoves moves{std::vector(days.count, least_move), std::vector(days.count, least_move)};
    bool const falling = side == Side::long_side;
    double open = history.close.front(), best = open;
    std::ptrdiff_t day = -2;
    for (std::size_t i = 0; i < history.close.size(); ++i) {
        if (days.of_bar[i] != day) {
            day = days.of_bar[i];
            open = best = i > 0 ? history.close[i - 1] : history.close[i];
        }
        double const worst = falling ? history.low[i] : history.high[i];
        if (day >= 0) {
            auto& from_open = moves.from_open[static_cast<std::size_t>(day)];
            auto& largest = moves.largest[static_cast<std::size_t>(day)];
            double const sign = falling ? -1 : 1;
            from_open = std::max(from_open, sign * std::log(worst / open));
            largest = std::max(largest, sign * std::log(worst / best));
        }
        best = falling ? std::max(best, history.high[i]) : std::min(best, history.low[i]);
    }
    return moves;
}

Folds block_folds(std::size_t n_days) {
    Folds folds{{}, 5};
    for (std::size_t d = 0; d < n_days; ++d)
        folds.of_day.push_back(static_cast<int>(d / days_of_block) % folds.count);
    return folds;
}

Folds later_days(std::size_t n_days, std::size_t first) {
    Folds folds{std::vector(n_days, -1), 1};
    std::fill(folds.of_day.begin() + static_cast<std::ptrdiff_t>(first), folds.of_day.end(), 0);
    return folds;
}

HeldOut held_out_scores(std::span<Basis const> bases, ReportedDays const& reported,
                        DayMoves const& moves, Folds const& folds) {
    auto const y = held_out(reported.usd, folds);
    auto const mu = held_out(expected_by_fits(bases, reported, folds), folds);
    auto const logs = logs_of(reported.usd);
    auto const log_y = held_out(logs, folds);
    auto const of_line = [&](std::vector<double> const& x) {
        return r_squared(log_y, held_out(expected_by_line(logs, x, folds), folds));
    };
    std::vector<double> log_moves;
    for (double const move : moves.largest) log_moves.push_back(std::log(move));
    return {.n_days = y.size(),
            .r_squared = r_squared(y, mu),
            .log_r_squared = r_squared(log_y, logs_of(mu)),
            .rank = rank_correlation(y, mu),
            .ratio = std::accumulate(y.begin(), y.end(), 0.0) /
                     std::accumulate(mu.begin(), mu.end(), 0.0),
            .log_r_squared_of_open = of_line(moves.from_open),
            .log_r_squared_of_largest = of_line(log_moves)};
}

double rank_correlation(std::span<double const> x, std::span<double const> y) {
    auto const a = ranks_of(x), b = ranks_of(y);
    double const mean = 0.5 * static_cast<double>(x.size() - 1);
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += (a[i] - mean) * (b[i] - mean);
        aa += (a[i] - mean) * (a[i] - mean);
        bb += (b[i] - mean) * (b[i] - mean);
    }
    return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0.0;
}

}  // namespace liq::estimation
