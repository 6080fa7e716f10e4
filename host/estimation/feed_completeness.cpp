#include "host/estimation/feed_completeness.hpp"

#include <algorithm>
#include <cmath>

namespace liq::estimation {
namespace {

/// Of what is expected: a day without liquidations has a logarithm, too.
constexpr double least_reported = 0.01;

/// A weighted regression of y on x.
struct Line {
    double weight = 0, x = 0, y = 0, xx = 0, xy = 0;  ///< sums

    void add(double times, double at, double value) {
        weight += times;
        x += times * at;
        y += times * value;
        xx += times * at * at;
        xy += times * at * value;
    }
    [[nodiscard]] double slope() const {
        double const spread = xx - x * x / weight;
        return spread > 0 ? (xy - x * y / weight) / spread : 0.0;
    }
    [[nodiscard]] double at_zero() const { return (y - slope() * x) / weight; }
};

}  // namespace

double FeedJump::at(double expected) const {
    double const mu = std::max(expected, least_expected);
    return std::max(1.0, std::exp(a + b * std::log(mu / jump_reference)));
}

FeedJump feed_jump(std::span<double const> expected, ReportedDays const& reported) {
    std::size_t const n_after = expected.size() - reported.break_day;
    std::size_t const first = reported.break_day - std::min(reported.break_day, n_after);
    Line before, after;
    for (std::size_t d = first; d < expected.size(); ++d) {
        double const mu = expected[d];
        if (mu < least_expected) continue;
        double const y = std::max(reported.usd[d], least_reported * mu);
        Line& line = d < reported.break_day ? before : after;
        line.add(reported.times[d], std::log(mu / jump_reference), std::log(y / mu));
    }
    if (!(before.weight > 0) || !(after.weight > 0)) return {};
    return {after.at_zero() - before.at_zero(), after.slope() - before.slope()};
}

double true_over_reported(double jump, double feed_share, bool after_break) {
    double const before = (jump - 1 + feed_share) / feed_share;
    return after_break ? before / jump : before;
}

}  // namespace liq::estimation
