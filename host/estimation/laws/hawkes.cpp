/// \file
/// Self-exciting two-sided jumps: the intensity is filtered out of the returns (hawkes_filter.hpp).
/// It is sought by its branching ratio, self_excitation over decay, which is below 1.

#include <algorithm>
#include <cmath>

#include "host/errors.hpp"
#include "host/estimation/hawkes_filter.hpp"
#include "host/estimation/kou_sample.hpp"
#include "host/estimation/law_fit.hpp"
#include "host/estimation/laws/laws.hpp"

namespace liq::estimation {
namespace {

constexpr std::size_t n_jump_parameters = 6;
/// Places of coordinates.
enum Place : std::uint8_t { drift, volatility, base, ratio, decay, up, up_mean, down_mean };

JumpIntensity intensity_of(std::span<double const> value) {
    return {value[base], value[ratio] * value[decay], value[decay]};
}

/// Calls take(i, law of return i given those before it); returns the filter at the end.
template <class Take>
HawkesFilter for_each_return(Returns const& returns, std::span<double const> value,
                             Take const& take) {
    double const usual = static_cast<double>(returns.seconds) / (365 * 86'400.0);
    HawkesFilter filter(intensity_of(value), usual);
    TwoSidedJumps const jumps{value[up], value[up_mean], value[down_mean]};
    ErlangWeights const weights(jumps, filter.most());
    GivenJumps given(weights);
    for (std::size_t i = 0; i < returns.size(); ++i)
        take(i, filter.observe(returns.years[i], given.of(returns.move[i], returns.years[i],
                                                          value[drift], value[volatility], jumps)));
    return filter;
}

std::vector<Coordinate> coordinates_of(Returns const& returns) {
    auto const kou = kou_coordinates(returns);
    double const step = static_cast<double>(returns.seconds) / (365 * 86'400.0);
    return {kou[0],
            kou[1],
            {"base_intensity", Scale::log, 0.05 / returns.total_years(), 0.5 / step},
            {"branching_ratio", Scale::logit, 0.002, 0.99},
            {"decay", Scale::log, 2 / returns.total_years(), 3 / step},
            kou[3],
            kou[4],
            kou[5]};
}

/// The most likely of kou's first guesses with half of the jumps caused by others, at several
/// speeds.
std::vector<double> start_of(Returns const& returns, std::vector<Coordinate> const& coordinates,
                             Contributions const& contributions) {
    std::vector<double> best, parts;
    double top = 0;
    for (auto const& kou : kou_starts(returns))
        for (double const at : {0.2, 0.4, 0.6, 0.8}) {
            double const speed = std::exp(
                std::lerp(std::log(coordinates[decay].low), std::log(coordinates[decay].high), at));
            std::vector<double> const start{kou[0], kou[1], kou[2] / 2, 0.5,
                                            speed,  kou[3], kou[4],     kou[5]};
            contributions(start, parts);
            double sum = 0;
            for (double const part : parts) sum += part;
            if (!std::isfinite(sum) || (!best.empty() && sum <= top)) continue;
            top = sum;
            best = start;
        }
    require(!best.empty(), "no first guess of self-exciting jumps has a likelihood");
    return best;
}

/// Turns the branching ratio into self_excitation, in estimates and draws.
void name_self_excitation(LawFit& fit, std::vector<Coordinate> const& coordinates,
                          Maximum const& maximum) {
    std::size_t const n = coordinates.size();
    auto const& covariance = maximum.covariance;
    auto& estimate = fit.estimates[ratio - 1];
    double const value = estimate.value, less = 1 - value;
    // ln(self_excitation) = ln(ratio) + ln(decay), and d ln(ratio)/d logit = 1 - ratio.
    double const variance = less * less * covariance[ratio * n + ratio] +
                            2 * less * covariance[ratio * n + decay] +
                            covariance[decay * n + decay];
    fit.figures.push_back(
        {"branching_ratio", value, "1", "jumps that a jump causes: self_excitation/decay"});
    estimate.name = "self_excitation";
    estimate.value = value * fit.estimates[decay - 1].value;
    if (estimate.identified) estimate.error = estimate.value * std::sqrt(variance);
    for (auto& draw : fit.draws) draw[ratio - 1] *= draw[decay - 1];
}

/// The longest step of a run with which a jump causes less than one other [s]: the engine keeps the
/// intensity for a step, so that a jump causes y/(1 - e^{-y}) times the branching ratio, y = decay
/// step.
double longest_step(double branching_ratio, double decay_a_year) {
    double low = 0, high = 1 / branching_ratio;  // y/(1 - e^{-y}) is above y
    for (int i = 0; i < 60; ++i) {
        double const y = (low + high) / 2;
        (branching_ratio * y < -std::expm1(-y) ? low : high) = y;
    }
    return low / decay_a_year * 365 * 86'400;
}

LawFit fit(Sample const& sample, DrawTerms const& terms) {
    Returns const& returns = sample.returns;
    require_moves(returns);
    auto const coordinates = coordinates_of(returns);
    Contributions const contributions = [&](std::span<double const> value,
                                            std::vector<double>& parts) {
        parts.resize(returns.size());
        for_each_return(returns, value, [&](std::size_t i, Likelihood const& law) {
            parts[i] = std::log(law.density);
        });
    };
    auto const maximum =
        maximise(coordinates, contributions, {start_of(returns, coordinates, contributions)});
    auto found = law_fit("hawkes", sample, coordinates, maximum, terms, [](auto const& value) {
        double const excess = two_sided_jump_excess(value[up], value[up_mean], value[down_mean]);
        return value[volatility] * value[volatility] / 2 +
               intensity_of(value).stationary() * excess;
    });
    auto const gain = found.log_likelihood - gbm_log_likelihood(returns);
    auto const warnings = jump_warnings(gain, n_jump_parameters);
    found.warnings.insert(found.warnings.begin(), warnings.begin(), warnings.end());
    name_self_excitation(found, coordinates, maximum);
    auto const value = maximum.values();
    found.figures.push_back({"jumps_per_year", intensity_of(value).stationary(), "per year",
                             "mean number of jumps: base_intensity/(1 - branching_ratio)"});
    double const longest = longest_step(value[ratio], value[decay]);
    found.figures.push_back({"longest_step", longest, "s",
                             "a run with longer steps has jumps without end and is refused"});
    std::vector<double> probabilities(returns.size());
    auto const filter = for_each_return(returns, value, [&](std::size_t i, Likelihood const& law) {
        probabilities[i] = law.below;
    });
    found.estimates.push_back({"initial_intensity", filter.mean(), filter.sd(), true, ""});
    for (auto& draw : found.draws) draw.push_back(filter.mean());
    found.test = uniform_test(std::move(probabilities));
    found.test.of = "returns against their law given those before";
    return found;
}

}  // namespace

PriceLaw const hawkes_law{"hawkes", "two-sided exponential jumps that cause further jumps", fit};

}  // namespace liq::estimation
