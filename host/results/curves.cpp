#include "host/results/curves.hpp"

#include <cmath>

#include "host/findings/findings.hpp"
#include "host/results/distributions.hpp"

namespace liq::results {
namespace {

constexpr int grid_points = 2 * grid::levels + 1;  // spot included

/// The bin that contains the price of a level, which is the middle of the level's cell.
/// \param level  negative below spot
std::size_t map_bin(int level, int bins) {
    std::int64_t const half_cells = 2 * (std::int64_t{level} + grid::levels) + 1;
    return static_cast<std::size_t>(half_cells * bins / (2 * grid_points));
}

}  // namespace

std::vector<double> first_time_curve(Totals const& totals, int row, int outcome, bool has_moment) {
    TotalsLayout const& layout = totals.layout();
    std::vector<double> curve(static_cast<std::size_t>(layout.n_times), findings::not_known);
    if (!has_moment || totals.paths() == 0) return curve;
    std::int64_t const at =
        layout.first_times() + (std::int64_t{row} * layout.n_outcomes + outcome) * layout.n_times;
    std::uint64_t hits = 0;
    for (int t = 0; t < layout.n_times; ++t) {
        hits += totals.cold(at + t);
        curve[static_cast<std::size_t>(t)] =
            static_cast<double>(hits) / static_cast<double>(totals.paths());
    }
    return curve;
}

std::vector<double> price_quantiles(Totals const& totals, int row,
                                    std::vector<double> const& levels, double spot) {
    std::vector<double> quantiles;
    Histogram prices = empty_histogram(Quantity::close, spot);
    for (int t = 0; t < totals.layout().n_times; ++t) {
        fill_price_histogram(totals, row, t, prices);
        for (double level : levels) {
            quantiles.push_back(prices.total > 0 ? prices.quantile(level) : findings::not_known);
        }
    }
    return quantiles;
}

std::vector<double> map_edges(int bins, double spot) {
    std::vector<double> edges;
    for (int i = 0; i <= bins; ++i) {
        double const level = static_cast<double>(i) * grid_points / bins - grid::levels - 0.5;
        edges.push_back(spot * std::exp(level * grid::spacing));
    }
    return edges;
}

std::vector<double> expected_liquidated(Totals const& totals, Ladder const& ladder, int bins) {
    TotalsLayout const& layout = totals.layout();
    auto const n_bins = static_cast<std::size_t>(bins);
    std::vector<double> map(static_cast<std::size_t>(layout.n_times) * n_bins * n_sides, 0.0);
    double const per_path =
        totals.paths() > 0
            ? 1.0 / (static_cast<double>(ticks_per_usd) * static_cast<double>(totals.paths()))
            : findings::not_known;
    for (int side = 0; side < n_sides; ++side) {
        std::vector<FuelTicks> const& fuel = side == 0 ? ladder.longs.fuel : ladder.shorts.fuel;
        std::vector<double> so_far(n_bins, 0.0);
        for (int t = 0; t < layout.n_times; ++t) {
            std::int64_t const at = layout.sweeps() + (std::int64_t{side} * layout.n_times + t) *
                                                          layout.sweep_entries();
            auto const add = [&](int level, double usd) {
                so_far[map_bin(side == 0 ? -level : level, bins)] += usd * per_path;
            };
            if (layout.sweeps_hold_fuel) {
                for (int k = -grid::levels; k <= grid::levels; ++k) {
                    add(k, static_cast<double>(totals.cold(at + grid::levels + k)) * ticks_per_usd);
                }
            } else {
                Counter paths = 0;
                for (int k = 1; k <= grid::levels; ++k) {
                    paths += totals.cold(at + k);
                    add(k, static_cast<double>(paths) *
                               static_cast<double>(fuel[static_cast<std::size_t>(k)]));
                }
            }
            for (std::size_t bin = 0; bin < n_bins; ++bin) {
                map[(static_cast<std::size_t>(t) * n_bins + bin) * n_sides +
                    static_cast<std::size_t>(side)] = so_far[bin];
            }
        }
    }
    return map;
}

}  // namespace liq::results
