#include "host/estimation/variance_filter.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "host/estimation/variance_map.hpp"

namespace liq::estimation {
namespace {

constexpr double day = 1.0 / 365;

/// Moments of one day given that v is `start`: of the end of v, the mean of v over the day, and the
/// return.
struct DayMoments {
    double end, mean, mean_slope, kept;  // kept: e^{-kT}, the slope of the end
    double end_end, end_mean, mean_mean, end_move, mean_move, move_move;
};

DayMoments moments_of(HestonParameters const& p, double start) {
    double const k = p.mean_reversion, theta = p.long_run_variance, xi = p.vol_of_variance;
    double const e = std::exp(-k * day), less = -std::expm1(-k * day), above = start - theta;
    double const integral = theta * day + above * less / k;  // of E[v]
    double const once = theta * less / k + above * day * e;  // of E[v] e^{-k(T-s)}
    double const twice = theta * -std::expm1(-2 * k * day) / (2 * k) + above * e * less / k;
    DayMoments m{};
    m.kept = e;
    m.mean_slope = less / (k * day);
    m.end = theta + above * e;
    m.mean = integral / day;
    m.end_end = xi * xi * (start * e * less / k + theta * less * less / (2 * k));
    m.end_mean = xi * xi * (once - twice) / (k * day);
    HestonParameters from = p;
    from.variance0 = start;
    m.mean_mean = variance_of_integral(from, day) / (day * day);
    m.end_move = p.correlation * xi * once;
    m.mean_move = p.correlation * xi * (integral - once) / (k * day);
    m.move_move = integral;
    return m;
}

}  // namespace

FilteredVariance filter_variance(HestonParameters const& heston, double drift, double noise,
                                 std::vector<ObservedDay> const& days, std::vector<double>& parts) {
    double v = heston.long_run_variance;
    double spread = heston.vol_of_variance * heston.vol_of_variance * heston.long_run_variance /
                    (2 * heston.mean_reversion);
    double const least = heston.long_run_variance / 100;
    FilteredVariance filtered;
    parts.assign(days.size(), 0);
    for (std::size_t i = 0; i < days.size(); ++i) {
        auto const m = moments_of(heston, std::max(v, least));
        double const end_end = m.kept * m.kept * spread + m.end_end;
        double const next = heston.long_run_variance + (v - heston.long_run_variance) * m.kept;
        if (std::isnan(days[i].variance)) {
            v = next;
            spread = end_end;
            continue;
        }
        double const expected =
            heston.long_run_variance + (v - heston.long_run_variance) * m.mean_slope;
        double const of_mean = m.mean_slope * m.mean_slope * spread + m.mean_mean;
        double const s11 = of_mean + noise * (m.mean * m.mean + of_mean);
        double const s12 = m.mean_move, s22 = m.move_move;
        double const c1 = m.kept * m.mean_slope * spread + m.end_mean, c2 = m.end_move;
        double const y1 = days[i].variance - expected, y2 = days[i].move - drift * day;
        double const det = s11 * s22 - s12 * s12;
        double const distance = (s22 * y1 * y1 - 2 * s12 * y1 * y2 + s11 * y2 * y2) / det;
        parts[i] = -std::log(2 * std::numbers::pi) - std::log(det) / 2 - distance / 2;
        double const g1 = (c1 * s22 - c2 * s12) / det, g2 = (c2 * s11 - c1 * s12) / det;
        v = next + g1 * y1 + g2 * y2;
        spread = std::max(end_end - g1 * c1 - g2 * c2, 0.0);
        filtered.innovations.push_back(y1 / std::sqrt(s11));
    }
    filtered.mean = std::max(v, least);
    filtered.sd = std::sqrt(spread);
    return filtered;
}

}  // namespace liq::estimation
