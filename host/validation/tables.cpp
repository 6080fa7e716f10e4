#include "host/validation/tables.hpp"

#include <algorithm>
#include <cmath>

#include "host/findings/not_known.hpp"

namespace liq::validation {
namespace {

using findings::not_known;

/// The sums of one part of the losses.
std::vector<double> sums_of(BlockBootstrap const& bootstrap, std::vector<Loss> const& losses,
                            double Loss::* part) {
    std::vector<double> series;
    series.reserve(losses.size());
    for (auto const& loss : losses) series.push_back(loss.*part);
    return bootstrap.sums(series);
}

std::vector<double> difference(std::vector<double> a, std::vector<double> const& b) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
    return a;
}

}  // namespace

Score score_of(BlockBootstrap const& bootstrap, std::vector<Loss> const& model,
               std::vector<Loss> const& a, std::vector<Loss> const& b, bool splits) {
    auto const sums = [&](std::vector<Loss> const& losses, double Loss::* part) {
        return sums_of(bootstrap, losses, part);
    };
    auto const brier = sums(model, &Loss::brier), log = sums(model, &Loss::log);
    auto const brier_a = sums(a, &Loss::brier), brier_b = sums(b, &Loss::brier);
    auto const n = static_cast<double>(bootstrap.size());
    Score score;
    score.brier = brier[0] / n;
    score.log = log[0] / n;
    score.brier_gain_a = bootstrap.mean(difference(brier_a, brier));
    score.brier_gain_b = bootstrap.mean(difference(brier_b, brier));
    score.skill_a = bootstrap.ratio(difference(brier_a, brier), brier_a);
    score.skill_b = bootstrap.ratio(difference(brier_b, brier), brier_b);
    score.log_gain_a = bootstrap.mean(difference(sums(a, &Loss::log), log));
    score.log_gain_b = bootstrap.mean(difference(sums(b, &Loss::log), log));
    score.hit_gain = score.direction_gain = {not_known, not_known, not_known};
    if (splits) {
        auto const gain = [&](double Loss::* part) {
            return bootstrap.mean(difference(sums(a, part), sums(model, part)));
        };
        score.hit_gain = gain(&Loss::hit);
        score.direction_gain = gain(&Loss::direction);
    }
    return score;
}

PairGain gain_of(BlockBootstrap const& bootstrap, std::vector<Loss> const& model,
                 std::vector<Loss> const& against, std::vector<std::vector<double>> const& shift,
                 bool splits) {
    auto const gain = [&](double Loss::* part) {
        return bootstrap.mean(
            difference(sums_of(bootstrap, against, part), sums_of(bootstrap, model, part)));
    };
    PairGain pair{gain(&Loss::brier), gain(&Loss::log), {}, {}, {}};
    pair.hit = pair.direction = {not_known, not_known, not_known};
    if (splits) {
        pair.hit = gain(&Loss::hit);
        pair.direction = gain(&Loss::direction);
    }
    for (auto const& one : shift) pair.shift.push_back(bootstrap.mean(bootstrap.sums(one)));
    return pair;
}

std::vector<YearScore> by_year(std::vector<Loss> const& losses, std::vector<int> const& year) {
    std::vector<YearScore> years;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        if (years.empty() || years.back().year != year[i]) years.push_back({year[i], 0, 0, 0});
        auto& one = years.back();
        ++one.n;
        one.brier += losses[i].brier;
        one.log += losses[i].log;
    }
    for (auto& one : years) {
        one.brier /= static_cast<double>(one.n);
        one.log /= static_cast<double>(one.n);
    }
    return years;
}

std::vector<ReliabilityBin> reliability_of(BlockBootstrap const& bootstrap,
                                           std::vector<Foretold> const& outcomes) {
    std::vector<ReliabilityBin> bins(n_bins);
    for (std::size_t bin = 0; bin < n_bins; ++bin) {
        std::vector<double> count(bootstrap.size(), 0.0), hits = count;
        double forecast = 0;
        for (auto const& one : outcomes) {
            for (std::size_t i = 0; i < count.size(); ++i) {
                double const p = one.probability[i];
                if (std::min(static_cast<std::size_t>(p * n_bins), n_bins - 1) != bin) continue;
                count[i] += 1;
                hits[i] += one.happened[i];
                forecast += p;
            }
        }
        auto const counts = bootstrap.sums(count);
        bins[bin] = {static_cast<std::size_t>(counts[0]),
                     counts[0] == 0 ? not_known : forecast / counts[0],
                     bootstrap.ratio(bootstrap.sums(hits), counts)};
    }
    return bins;
}

std::array<Estimated, coverage_levels.size()> coverage_of(BlockBootstrap const& bootstrap,
                                                          std::vector<double> const& cumulative) {
    std::array<Estimated, coverage_levels.size()> all{};
    for (std::size_t level = 0; level < coverage_levels.size(); ++level) {
        std::vector<double> within;
        for (double const value : cumulative)
            within.push_back(std::abs(2 * value - 1) <= coverage_levels[level] ? 1 : 0);
        all[level] = bootstrap.mean(bootstrap.sums(within));
    }
    return all;
}

}  // namespace liq::validation
