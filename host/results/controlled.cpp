#include "host/results/controlled.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "host/results/replicates.hpp"

namespace liq::results {
namespace {

/// Half the width of a two-sided 95 % interval of the normal law, in standard errors.
constexpr double normal_95 = 1.959964;
/// How many hits, and how many misses, Agresti & Coull add: half of 1.96^2, rounded.
constexpr double added = 2;

/// The number of paths on which the cascade changes the outcome.
double differing(OutcomeCounts const& counts) {
    return static_cast<double>(counts.only_with + counts.only_without);
}

/// The number of hits or of misses, whichever is smaller.
double rarer(OutcomeCounts const& counts) {
    return static_cast<double>(std::min(counts.hits, counts.paths - counts.hits));
}

/// A share of paths and its squared standard error.
struct Share {
    double value = 0;
    double square = 0;
};

Share share_of(double hits, double paths, double when_empty) {
    if (paths <= 0) return {when_empty, 0};
    double const p = hits / paths;
    return {p, p * (1 - p) / paths};
}

struct Strata {
    Share kept;    ///< s_1: of the paths with the outcome without the cascade
    Share gained;  ///< s_0: of the paths without it

    [[nodiscard]] double mean(double q) const { return q * kept.value + (1 - q) * gained.value; }
    [[nodiscard]] double error(double q) const {
        return std::sqrt(q * q * kept.square + (1 - q) * (1 - q) * gained.square);
    }
};

/// \param more  hits, and as many misses, to add in each stratum
Strata strata_of(OutcomeCounts const& counts, double more) {
    auto const both = static_cast<double>(counts.hits - counts.only_with);
    auto const with = static_cast<double>(counts.hits_without);
    auto const without = static_cast<double>(counts.paths - counts.hits_without);
    return {share_of(both + more, with + 2 * more, 1),
            share_of(static_cast<double>(counts.only_with) + more, without + 2 * more, 0)};
}

/// Clamps an estimate and its interval to [0, 1], and widens the interval to contain the estimate.
findings::ControlledEstimate cut(findings::ControlledEstimate estimate, Interval interval) {
    estimate.probability = std::clamp(estimate.probability, 0.0, 1.0);
    estimate.low = std::clamp(std::min(estimate.probability, interval.low), 0.0, 1.0);
    estimate.high = std::clamp(std::max(estimate.probability, interval.high), 0.0, 1.0);
    return estimate;
}

findings::ControlledEstimate from_strata(OutcomeCounts const& counts, double q) {
    Strata const seen = strata_of(counts, 0), cautious = strata_of(counts, added);
    findings::ControlledEstimate estimate;
    estimate.probability = seen.mean(q);
    estimate.standard_error = cautious.error(q);
    estimate.coefficient = seen.kept.value - seen.gained.value;
    double const half = normal_95 * estimate.standard_error;
    return cut(estimate, {cautious.mean(q) - half, cautious.mean(q) + half});
}

/// The interval from the counts alone, as of half as many independent paths: from the paths on
/// which the cascade changes the outcome, or from the hits, whichever are fewer.
Interval counted_interval(OutcomeCounts const& counts, double q) {
    double const half_n = static_cast<double>(counts.paths) / 2;
    if (differing(counts) > rarer(counts))
        return clopper_pearson(static_cast<double>(counts.hits) / 2, half_n);
    Interval const effect = paired_interval(static_cast<double>(counts.only_with) / 2,
                                            static_cast<double>(counts.only_without) / 2, half_n);
    return {q + effect.low, q + effect.high};
}

/// The interval of half-width `half`, and where counts are small `counted_interval` as well.
Interval wider(findings::ControlledEstimate const& estimate, double half,
               OutcomeCounts const& counts, double q) {
    Interval const spread{estimate.probability - half, estimate.probability + half};
    if (std::min(differing(counts), rarer(counts)) >= enough_for_student) return spread;
    Interval const counted = counted_interval(counts, q);
    return {std::min(spread.low, counted.low), std::max(spread.high, counted.high)};
}

/// The least-squares line through the replicates, each weighted by its number of paths.
findings::ControlledEstimate from_replicates(OutcomeCounts const& counts, double q, int& freedom) {
    std::size_t const m = counts.replicates.size();
    freedom = static_cast<int>(m) - 2;
    if (freedom < 1) return {};
    auto const n = static_cast<double>(counts.paths);
    double const p = static_cast<double>(counts.hits) / n;
    double const p_0 = static_cast<double>(counts.hits_without) / n;
    double both = 0, squares = 0;
    std::vector<double> weight, y, x;
    for (ReplicateCounts const& r : counts.replicates) {
        auto const paths = static_cast<double>(r.paths);
        weight.push_back(paths / n);
        y.push_back(static_cast<double>(r.hits) / paths - p);
        x.push_back(static_cast<double>(r.hits_without) / paths - p_0);
        both += weight.back() * x.back() * y.back();
        squares += weight.back() * x.back() * x.back();
    }
    double const beta = squares > 0 ? both / squares : 1;
    double rest = 0;
    for (std::size_t r = 0; r < m; ++r) {
        double const off = y[r] - beta * x[r];
        rest += weight[r] * off * off;
    }
    double const away = squares > 0 ? (q - p_0) * (q - p_0) / squares : 0;
    findings::ControlledEstimate estimate;
    estimate.probability = p - beta * (p_0 - q);
    estimate.standard_error =
        std::sqrt(rest / freedom * (1 + away) + 2 * added_differing / (n * n));
    estimate.coefficient = beta;
    double const half = student_95(freedom) * estimate.standard_error;
    return cut(estimate, wider(estimate, half, counts, q));
}

}  // namespace

findings::ControlledEstimate controlled_estimate(OutcomeCounts const& counts, double exact,
                                                 bool same) {
    if (!std::isfinite(exact) || counts.paths == 0) return {};
    if (same) return {exact, 0, exact, exact, 1};
    int freedom = 0;
    return counts.replicates.empty() ? from_strata(counts, exact)
                                     : from_replicates(counts, exact, freedom);
}

double cautious_spread(double standard_error, int freedom, double paths) {
    double const spread = student_95(freedom) / normal_95 * standard_error;
    return std::sqrt(spread * spread + added / (paths * paths));
}

double cautious_error(OutcomeCounts const& counts, double exact, bool same) {
    if (counts.paths == 0) return findings::not_known;
    bool const controlled = std::isfinite(exact);
    auto const n = static_cast<double>(counts.paths);
    if (controlled && same) return 0;
    if (controlled) {
        int freedom = 0;
        if (counts.replicates.empty()) return from_strata(counts, exact).standard_error;
        double const error = from_replicates(counts, exact, freedom).standard_error;
        return student_95(freedom) / normal_95 * error;
    }
    if (counts.replicates.empty())
        return std::sqrt(
            share_of(static_cast<double>(counts.hits) + added, n + 2 * added, 0).square);
    int const freedom = static_cast<int>(counts.replicates.size()) - 1;
    return cautious_spread(replicated_estimate(counts, 0).standard_error, freedom, n);
}

}  // namespace liq::results
