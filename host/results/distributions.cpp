#include "host/results/distributions.hpp"

#include <bit>
#include <cmath>
#include <limits>

namespace liq::results {
namespace {

double const infinity = std::numeric_limits<double>::infinity();

/// Lower edge of the bin whose floats begin with these 16 bits.
double edge_of_pattern(std::uint32_t pattern) {
    return static_cast<double>(std::bit_cast<float>(pattern << 16));
}

double price_edge(int bin, double spot) {
    if (bin <= 0) return 0.0;
    if (bin >= price_bins::count) return infinity;
    double const x = static_cast<double>(bin - 1) / price_bins::per_unit - price_bins::reach;
    return spot * std::exp(x);
}

double lower_edge(Quantity quantity, int bin, double spot) {
    if (bin == 0) return 0.0;
    auto const above = static_cast<std::uint32_t>(bin - 1);
    switch (quantity) {
        case Quantity::close:
        case Quantity::close_without_cascade:
            return price_edge(bin, spot);
        case Quantity::drawdown:
        case Quantity::drawdown_without_cascade:
            return edge_of_pattern(drawdown_bins::first_pattern + above);
        default:
            return edge_of_pattern(fuel_bins::first_pattern + above) /
                   static_cast<double>(ticks_per_usd);
    }
}

/// One integer of the exact sums, in the unit of the finding.
double unit_of_sums(Quantity quantity, double spot) {
    switch (quantity) {
        case Quantity::close:
        case Quantity::close_without_cascade:
            return spot / price_bins::ticks_per_unit;
        case Quantity::drawdown:
        case Quantity::drawdown_without_cascade:
            return 1.0 / drawdown_bins::ticks_per_unit;
        default:
            return 1.0 / static_cast<double>(ticks_per_usd);
    }
}

struct Mean {
    double value = findings::not_known;
    double standard_error = findings::not_known;
};

Mean exact_mean(Totals const& totals, Quantity quantity, double spot) {
    auto const n = static_cast<long double>(totals.paths());
    if (n == 0) return {};
    bool const a_price = bins_of(quantity) == price_bins::count;
    std::int64_t const last_bin = totals.layout().distribution(quantity) + bins_of(quantity) - 1;
    if (a_price && totals.cold(last_bin) > 0) return {};  // may hold prices that the sums cut off
    std::int64_t const at = totals.layout().sums(quantity);
    auto const limb = [&](int i) { return static_cast<long double>(totals.hot(at + i)); };
    long double const two_32 = 4294967296.0L;
    long double const sum = limb(0) + limb(1) * two_32;
    long double const squares =
        limb(2) + two_32 * (limb(3) + two_32 * (limb(4) + two_32 * limb(5)));
    long double const mean = sum / n;
    long double const variance = std::max(0.0L, squares / n - mean * mean);
    double const unit = unit_of_sums(quantity, spot);
    return {
        static_cast<double>(mean) * unit,
        n > 1 ? static_cast<double>(std::sqrt(variance / (n - 1))) * unit : findings::not_known};
}

Histogram filled(Totals const& totals, Quantity quantity, double spot, double largest) {
    Histogram histogram = empty_histogram(quantity, spot);
    for (auto* edges : {&histogram.lower, &histogram.upper}) {
        for (double& edge : *edges) edge = std::min(edge, largest);
    }
    std::int64_t const at = totals.layout().distribution(quantity);
    for (std::size_t i = 0; i < histogram.count.size(); ++i) {
        histogram.count[i] = totals.cold(at + static_cast<std::int64_t>(i));
    }
    histogram.total = totals.paths();
    return histogram;
}

findings::Statistics statistics_of(Totals const& totals, Quantity quantity,
                                   Histogram const& histogram, bool worst_is_low, double spot) {
    Mean const mean = exact_mean(totals, quantity, spot);
    return {.mean = mean.value,
            .mean_standard_error = mean.standard_error,
            .p01 = histogram.quantile(0.01),
            .p05 = histogram.quantile(0.05),
            .p50 = histogram.quantile(0.50),
            .p95 = histogram.quantile(0.95),
            .p99 = histogram.quantile(0.99),
            .p999 = histogram.quantile(0.999),
            .es95 = histogram.tail_mean(0.05, worst_is_low),
            .es99 = histogram.tail_mean(0.01, worst_is_low)};
}

struct Label {
    char const* name;
    char const* unit;
    char const* meaning;
    bool worst_is_low;
};

Label label_of(Quantity quantity) {
    switch (quantity) {
        case Quantity::liquidated_long:
            return {"liquidated.long", "USD", "longs liquidated along a path", false};
        case Quantity::liquidated_short:
            return {"liquidated.short", "USD", "shorts liquidated along a path", false};
        case Quantity::largest_cascade:
            return {"largest_cascade", "USD", "most fuel removed in one step, both sides", false};
        case Quantity::drawdown:
        case Quantity::drawdown_without_cascade:
            return {"drawdown", "1", "largest fall of the price from its running high", false};
        case Quantity::fund_drawdown:
            return {"fund_drawdown", "USD", "most that the insurance fund was below its start",
                    false};
        case Quantity::deleveraged_long:
            return {"deleveraged.long", "USD", "longs closed against deficits of shorts", false};
        case Quantity::deleveraged_short:
            return {"deleveraged.short", "USD", "shorts closed against deficits of longs", false};
        default:
            return {"close", "USD", "price at the horizon", true};
    }
}

}  // namespace

bool Histogram::has_no_end(std::size_t bin) const {
    return !std::isfinite(upper[bin]) || (bin == 0 && open_below);
}

double Histogram::quantile(double level) const {
    double const target = level * static_cast<double>(total);
    double before = 0;
    for (std::size_t i = 0; i < count.size(); ++i) {
        if (count[i] == 0) continue;  // most of them
        auto const here = static_cast<double>(count[i]);
        if (before + here >= target) {
            if (has_no_end(i)) return findings::not_known;
            return lower[i] + (upper[i] - lower[i]) * std::max(0.0, target - before) / here;
        }
        before += here;
    }
    return findings::not_known;
}

double Histogram::tail_mean(double share, bool lowest) const {
    double const wanted = share * static_cast<double>(total);
    double left = wanted, sum = 0;
    for (std::size_t step = 0; step < count.size() && left > 0; ++step) {
        std::size_t const i = lowest ? step : count.size() - 1 - step;
        auto const here = static_cast<double>(count[i]);
        double const taken = std::min(left, here);
        if (taken <= 0) continue;
        if (has_no_end(i)) return findings::not_known;
        // The outermost part of the bin, its paths spread evenly: as `quantile` sees it.
        double const half_slice = (upper[i] - lower[i]) * taken / (2 * here);
        sum += taken * (lowest ? lower[i] + half_slice : upper[i] - half_slice);
        left -= taken;
    }
    return wanted > 0 ? sum / wanted : findings::not_known;
}

Histogram empty_histogram(Quantity quantity, double spot) {
    Histogram histogram;
    int const bins = bins_of(quantity);
    for (int bin = 0; bin < bins; ++bin) {
        histogram.lower.push_back(lower_edge(quantity, bin, spot));
        histogram.upper.push_back(lower_edge(quantity, bin + 1, spot));
    }
    histogram.open_below = bins == price_bins::count;
    bool const exactly_zero =
        bins == fuel_bins::count;  // a path without liquidations has none at all
    if (exactly_zero) histogram.upper[0] = 0.0;
    histogram.count.resize(static_cast<std::size_t>(bins));
    return histogram;
}

void fill_price_histogram(Totals const& totals, int row, int time, Histogram& histogram) {
    TotalsLayout const& layout = totals.layout();
    std::int64_t const at =
        layout.prices() + (std::int64_t{row} * layout.n_times + time) * price_bins::count;
    histogram.total = 0;
    for (std::size_t i = 0; i < histogram.count.size(); ++i) {
        histogram.count[i] = totals.cold(at + static_cast<std::int64_t>(i));
        histogram.total += histogram.count[i];
    }
}

findings::DistributionFinding distribution_of(Totals const& totals, Quantity quantity,
                                              Quantity without, double spot, double largest) {
    Label const label = label_of(quantity);
    Histogram const with = filled(totals, quantity, spot, largest);
    Histogram const beside = filled(totals, without, spot, largest);
    bool const paired = without != quantity;

    findings::DistributionFinding finding;
    finding.name = label.name;
    finding.unit = label.unit;
    finding.meaning = label.meaning;
    finding.worst_is_low = label.worst_is_low;
    finding.statistics = statistics_of(totals, quantity, with, label.worst_is_low, spot);
    if (paired) {
        finding.statistics_without_cascade =
            statistics_of(totals, without, beside, label.worst_is_low, spot);
    }
    for (std::size_t i = 0; i < with.count.size(); ++i) {
        if (with.count[i] == 0 && beside.count[i] == 0) continue;
        finding.lower.push_back(with.lower[i]);
        finding.upper.push_back(with.upper[i]);
        finding.count.push_back(with.count[i]);
        if (paired) finding.count_without_cascade.push_back(beside.count[i]);
    }
    return finding;
}

}  // namespace liq::results
