#include "host/results/distributions.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace liq::results {
namespace {

double const infinity = std::numeric_limits<double>::infinity();

/// The lower edge of the bin of all floats whose leading 16 bits are these.
double edge_of_pattern(std::uint32_t pattern) {
    return static_cast<double>(std::bit_cast<float>(pattern << 16));
}

double price_edge(int bin, double spot) {
    if (bin <= 0) return 0.0;
    if (bin >= price_bins::count) return infinity;
    double const x = static_cast<double>(bin - 1) / price_bins::per_unit - price_bins::reach;
    return spot * std::exp(x);
}

/// There are four scales of bins, each with its own edges: prices, fractions, distances and amounts
/// of USD.
/// The number of bins (bins_of) tells which one a quantity uses.
bool is_price(Quantity quantity) {
    return bins_of(quantity) == price_bins::count;
}
bool is_fraction(Quantity quantity) {
    return bins_of(quantity) == drawdown_bins::count;
}
bool is_distance(Quantity quantity) {
    return bins_of(quantity) == distance_bins::count;
}

double lower_edge(Quantity quantity, int bin, double spot) {
    if (bin == 0) return 0.0;
    auto const above = static_cast<std::uint32_t>(bin - 1);
    if (is_price(quantity)) return price_edge(bin, spot);
    if (is_fraction(quantity)) return edge_of_pattern(drawdown_bins::first_pattern + above);
    // The last bin of distances holds all that are longer.
    if (is_distance(quantity))
        return bin == distance_bins::count ? infinity
                                           : edge_of_pattern(distance_bins::first_pattern + above);
    return edge_of_pattern(fuel_bins::first_pattern + above) / static_cast<double>(ticks_per_usd);
}

/// What 1 in the exact sums is worth, in the unit of the finding.
double unit_of_sums(Quantity quantity, double spot) {
    if (is_price(quantity)) return spot / price_bins::ticks_per_unit;
    if (is_distance(quantity)) return 1.0 / distance_bins::ticks_per_unit;
    return 1.0 / (is_fraction(quantity) ? drawdown_bins::ticks_per_unit
                                        : static_cast<double>(ticks_per_usd));
}

Mean exact_mean(Totals const& totals, Quantity quantity, double spot) {
    auto const n = static_cast<long double>(totals.paths());
    if (n == 0) return {};
    std::int64_t const last_bin = totals.layout().distribution(quantity) + bins_of(quantity) - 1;
    if (is_price(quantity) && totals.cold(last_bin) > 0)
        return {};  // the last bin may hold prices that the sums were capped at
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

/// The mean of the worst paths, which is no milder than that of all: that one is exact, and the
/// places of values inside their bins are not known, so that bins alone could say otherwise.
double tail_mean(Histogram const& histogram, Mean const& exact, double share, bool lowest) {
    double const tail = histogram.tail_mean(share, lowest);
    if (!std::isfinite(tail) || !std::isfinite(exact.value)) return tail;
    return lowest ? std::min(tail, exact.value) : std::max(tail, exact.value);
}

static_assert(std::ranges::all_of(findings::quantities, [](auto const& quantity) {
    using Kind = findings::QuantityDescription::Kind;
    int const bins = quantity.kind == Kind::price      ? price_bins::count
                     : quantity.kind == Kind::fraction ? drawdown_bins::count
                     : quantity.kind == Kind::distance ? distance_bins::count
                                                       : fuel_bins::count;
    return bins_of(quantity.counted) == bins && bins_of(quantity.without_cascade) == bins;
}));

}  // namespace

bool Histogram::has_no_end(std::size_t bin) const {
    return !std::isfinite(upper[bin]) || (bin == 0 && open_below);
}

double Histogram::quantile(double level) const {
    double const target = level * static_cast<double>(total);
    double before = 0;
    for (std::size_t i = 0; i < count.size(); ++i) {
        if (count[i] == 0) continue;  // most bins are empty
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
        // The outermost part of the bin, with paths spread evenly over the bin as in `quantile`.
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
    // The first bin of fuel holds the paths without any liquidation: exactly 0.
    if (bins == fuel_bins::count) histogram.upper[0] = 0.0;
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

double value_of(findings::StatisticDescription const& statistic, Histogram const& histogram,
                Mean const& exact, findings::Tail worst) {
    using enum findings::StatisticDescription::Kind;
    double const share = statistic.share;
    switch (statistic.kind) {
        case mean:
            return exact.value;
        case standard_error:
            return exact.standard_error;
        case quantile:
            return histogram.quantile(share);
        case shortfall:
            return tail_mean(histogram, exact, share, worst == findings::Tail::low);
        case value_at_risk:
            return 0.0 - histogram.quantile(share);
        default:
            return 0.0 - histogram.tail_mean(share, true);
    }
}

findings::DistributionFinding distribution_of(Totals const& totals,
                                              findings::QuantityDescription const& quantity,
                                              double spot, double largest) {
    Quantity const counted = quantity.counted, without = quantity.without_cascade;
    Histogram const with = filled(totals, counted, spot, largest);
    Histogram const beside = filled(totals, without, spot, largest);
    bool const paired = without != counted;
    auto const summary = [&](Histogram const& histogram, Quantity of) {
        return statistics_of<findings::statistics>(histogram, exact_mean(totals, of, spot),
                                                   quantity.worst);
    };
    findings::DistributionFinding finding;
    finding.name = quantity.name;
    finding.unit = quantity.unit();
    finding.meaning = quantity.meaning;
    finding.worst_is_low = quantity.worst_is_low();
    finding.statistics = summary(with, counted);
    if (paired) finding.statistics_without_cascade = summary(beside, without);
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
