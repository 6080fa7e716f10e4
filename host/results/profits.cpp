#include "host/results/profits.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <limits>

#include "host/planning/portfolio_warnings.hpp"
#include "models/estimate/bins.hpp"
#include "models/margin/waterfall.hpp"

namespace liq::results {
namespace {

/// The inner edge, in ticks, of the bin that is `away` bins from the bin of zero.
double begin_of(int away) {
    if (away <= 1) return 0.0;
    auto const pattern = profit_bins::first_pattern + static_cast<std::uint32_t>(away - 2);
    return static_cast<double>(std::bit_cast<float>(pattern << 16));
}
/// The outer edge of that bin.
double end_of(int away) {
    if (away == 0) return 0.0;
    return away == profit_bins::per_side ? std::numeric_limits<double>::infinity()
                                         : begin_of(away + 1);
}

/// Whether a bin with these ends, both on the same side of zero, is at most an eighth wide.
bool is_narrow(double low, double high) {
    if (!std::isfinite(low) || !std::isfinite(high) || low * high <= 0) return false;
    double const near = std::min(std::abs(low), std::abs(high));
    return high - low <= near / 8;
}

/// The number of paths on which the leg certainly lost all that a liquidation can cost.
std::uint64_t total_losses(Totals const& totals, int leg, int view) {
    auto const count = [&](int what) -> std::uint64_t {
        return totals.cold(totals.layout().subject(leg, what));
    };
    bool const without = view == static_cast<int>(PortfolioView::without_cascade);
    std::uint64_t const liquidated =
        count((without ? TotalsLayout::fates_of_one_price : 0) + TotalsLayout::liquidations);
    if (view != static_cast<int>(PortfolioView::with_cascade)) return liquidated;
    return liquidated - std::min(liquidated, count(TotalsLayout::deleveraged_paths));
}

/// The bin in which the kernels count this profit (class Portfolio).
std::size_t bin_of_profit(double usd, double scale) {
    double const ticks = usd * (profit_bins::ticks_per_unit / scale);
    double const end = static_cast<double>(profit_bins::limit / 2);
    return static_cast<std::size_t>(profit_bin(nearest_ticks(std::clamp(ticks, -end, end))));
}

}  // namespace

Mean mean_profit(Totals const& totals, std::int64_t sums, double unit) {
    auto const n = static_cast<long double>(totals.paths());
    if (n == 0) return {};
    auto const limb = [&](int i) { return static_cast<long double>(totals.cold(sums + i)); };
    long double const two_32 = 4294967296.0L;
    long double const mean =
        (limb(0) + limb(1) * two_32) / n - static_cast<long double>(profit_bins::limit);
    long double const squares =
        limb(2) + two_32 * (limb(3) + two_32 * (limb(4) + two_32 * limb(5)));
    long double const variance = std::max(0.0L, squares / n - mean * mean);
    return {
        static_cast<double>(mean) * unit,
        n > 1 ? static_cast<double>(std::sqrt(variance / (n - 1))) * unit : findings::not_known};
}

Histogram profit_histogram(Totals const& totals, int subject, int view, int moment, double scale) {
    Histogram histogram;
    double const unit = scale / profit_bins::ticks_per_unit;
    std::int64_t const at = totals.layout().profits(subject, view, moment);
    for (int bin = 0; bin < profit_bins::count; ++bin) {
        int const away = std::abs(bin - profit_bins::zero);
        double const near = begin_of(away) * unit, far = end_of(away) * unit;
        bool const loss = bin < profit_bins::zero;
        histogram.lower.push_back(loss ? -far : near);
        histogram.upper.push_back(loss ? -near : far);
        histogram.count.push_back(totals.cold(at + bin));
    }
    histogram.total = totals.paths();
    histogram.open_below = true;
    return histogram;
}

MostLoss most_loss(Plan const& plan, int index, double mark_pass_through) {
    PortfolioLeg const& leg = plan.legs[static_cast<std::size_t>(index)];
    bool const is_long = leg.outward < 0;
    MostLoss most;
    if (planning::is_closed_at_start(leg)) return {-leg.constant, {}, true};
    if (is_long) most.usd = -leg.constant;  // at a price of zero
    if (leg.liquidation == PortfolioLeg::never) return most;
    if (leg.lost_per_price == 0) return {-leg.lost_constant, index};
    if (!is_long || mark_pass_through != 1) return most;
    double const highest = std::exp(-static_cast<double>(leg.liquidation));
    most.usd = std::min(most.usd, -(leg.lost_constant + leg.lost_per_price * highest));
    return most;
}

MostLoss most_loss_of_total(Plan const& plan, int sum, double mark_pass_through) {
    MostLoss total{.usd = 0};
    int n_legs = 0;
    for (int i = 0; i < static_cast<int>(plan.legs.size()); ++i) {
        if (((plan.legs[static_cast<std::size_t>(i)].sums >> sum) & 1) == 0) continue;
        MostLoss const most = most_loss(plan, i, mark_pass_through);
        total.usd += most.usd;
        total.by_liquidation_of = most.by_liquidation_of;
        total.on_every_path = most.on_every_path;
        ++n_legs;
    }
    return n_legs == 1 ? total : MostLoss{total.usd};
}

void bound_losses(Histogram& histogram, Totals const& totals, int view, double scale,
                  MostLoss const& most) {
    if (!std::isfinite(most.usd)) return;
    for (auto* edges : {&histogram.lower, &histogram.upper})
        for (double& edge : *edges) edge = std::max(edge, -most.usd);
    histogram.open_below = false;
    if (!most.by_liquidation_of && !most.on_every_path) return;
    std::size_t const bin = bin_of_profit(-most.usd, scale);
    std::uint64_t const known =
        most.on_every_path ? totals.paths() : total_losses(totals, *most.by_liquidation_of, view);
    std::uint64_t const exactly = std::min(histogram.count[bin], known);
    histogram.count[bin] -= exactly;
    auto const at = static_cast<std::ptrdiff_t>(bin);
    histogram.lower.insert(histogram.lower.begin() + at, -most.usd);
    histogram.upper.insert(histogram.upper.begin() + at, -most.usd);
    histogram.count.insert(histogram.count.begin() + at, exactly);
}

void ProfitBins::add(Histogram const& histogram, std::size_t view, std::size_t moment) {
    for (std::size_t i = wide_.size(); i < histogram.count.size(); ++i) {
        double const low = histogram.lower[i], high = histogram.upper[i];
        bool const is_point = low == high;
        bool const fits = i > 0 && !is_point && all_.lower.back() < all_.upper.back() &&
                          is_narrow(all_.lower.back(), high);
        if (fits) {
            all_.upper.back() = high;
        } else {
            all_.lower.push_back(low);
            all_.upper.push_back(high);
            all_.count.resize(all_.count.size() + per_bin);
        }
        wide_.push_back(all_.lower.size() - 1);
    }
    std::size_t const at = view * findings::n_profit_moments + moment;
    for (std::size_t i = 0; i < histogram.count.size(); ++i)
        all_.count[wide_[i] * per_bin + at] += histogram.count[i];
}

findings::ProfitCounts ProfitBins::counts() const {
    findings::ProfitCounts kept;
    for (std::size_t bin = 0; bin < all_.lower.size(); ++bin) {
        auto const begin = all_.count.begin() + static_cast<std::ptrdiff_t>(bin * per_bin);
        auto const end = begin + static_cast<std::ptrdiff_t>(per_bin);
        if (std::all_of(begin, end, [](std::uint64_t count) { return count == 0; })) continue;
        kept.lower.push_back(all_.lower[bin]);
        kept.upper.push_back(all_.upper[bin]);
        kept.count.insert(kept.count.end(), begin, end);
    }
    return kept;
}

}  // namespace liq::results
