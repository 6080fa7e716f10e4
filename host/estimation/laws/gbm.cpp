/// \file
/// Geometric Brownian motion: returns are normal, with variance in proportion to their time.

#include <cmath>
#include <numbers>

#include "host/estimation/law_fit.hpp"
#include "host/estimation/laws/laws.hpp"

namespace liq::estimation {
namespace {

LawFit fit(Sample const& sample, DrawTerms const& terms) {
    Returns const& returns = sample.returns;
    require_moves(returns);
    double const volatility = std::sqrt(returns.realised_variance());
    std::vector<Coordinate> const coordinates{
        diffusion_drift(returns), {"volatility", Scale::log, volatility / 1e3, volatility * 10}};
    auto const score = [&](std::span<double const> value, std::size_t i) {
        double const sd = value[1] * std::sqrt(returns.years[i]);
        return (returns.move[i] - value[0] * returns.years[i]) / sd;
    };
    Contributions const contributions = [&](std::span<double const> value,
                                            std::vector<double>& parts) {
        parts.resize(returns.size());
        for (std::size_t i = 0; i < parts.size(); ++i) {
            double const z = score(value, i);
            parts[i] = -z * z / 2 -
                       std::log(2 * std::numbers::pi * value[1] * value[1] * returns.years[i]) / 2;
        }
    };
    auto const maximum = maximise(coordinates, contributions,
                                  {{returns.total_move() / returns.total_years(), volatility}});
    auto found = law_fit("gbm", sample, coordinates, maximum, terms,
                         [](auto const& value) { return value[1] * value[1] / 2; });
    std::vector<double> probabilities;
    for (std::size_t i = 0; i < returns.size(); ++i)
        probabilities.push_back(std::erfc(-score(maximum.values(), i) / std::numbers::sqrt2) / 2);
    found.test = uniform_test(std::move(probabilities));
    found.test.of = "returns against the normal law";
    return found;
}

}  // namespace

PriceLaw const gbm_law{"gbm", "constant volatility", fit};

}  // namespace liq::estimation
