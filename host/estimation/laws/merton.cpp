/// \file
/// Normal jumps on a diffusion: a return is a mixture of normal laws over its number of jumps.
/// The likelihood has no bound where the diffusion vanishes (Honore 1998); less than a twentieth of
/// all volatility is not tried.

#include <cmath>
#include <map>

#include "host/estimation/jump_densities.hpp"
#include "host/estimation/law_fit.hpp"
#include "host/estimation/laws/laws.hpp"

namespace liq::estimation {
namespace {

constexpr std::size_t n_jump_parameters = 3;

/// Mixtures for the values of the coordinates, by the time of a return.
class Mixtures {
  public:
    explicit Mixtures(std::span<double const> value) : value_(value) {}
    NormalJumpMixture const& of(double years) {
        auto const found = made_.find(years);
        if (found != made_.end()) return found->second;
        return made_
            .emplace(years, NormalJumpMixture(value_[0] * years, value_[1] * std::sqrt(years),
                                              value_[2] * years, value_[3], value_[4]))
            .first->second;
    }

  private:
    std::span<double const> value_;
    std::map<double, NormalJumpMixture> made_;
};

std::vector<Coordinate> coordinates_of(Returns const& returns) {
    double const volatility = std::sqrt(returns.realised_variance());
    double const step = static_cast<double>(returns.seconds) / (365 * 86'400.0);
    double const usual = volatility * std::sqrt(step);
    return {diffusion_drift(returns),
            {"volatility", Scale::log, volatility / 20, volatility * 2},
            {"jump_intensity", Scale::log, 0.05 / returns.total_years(), 2 / step},
            {"jump_mean", Scale::plain, -0.5, 0.5},
            {"jump_sd", Scale::log, usual / 10, 1}};
}

LawFit fit(Sample const& sample, DrawTerms const& terms) {
    Returns const& returns = sample.returns;
    require_moves(returns);
    Contributions const contributions = [&](std::span<double const> value,
                                            std::vector<double>& parts) {
        Mixtures mixtures(value);
        parts.resize(returns.size());
        for (std::size_t i = 0; i < parts.size(); ++i)
            parts[i] = std::log(mixtures.of(returns.years[i]).density(returns.move[i]));
    };
    double const mean = returns.total_move() / returns.total_years();
    std::vector<std::vector<double>> starts;
    for (double const beyond : {4.0, 2.5}) {
        LargeMoves const large = large_moves(returns, beyond);
        starts.push_back({mean, large.sd_year, large.per_year, large.mean, large.sd});
    }
    auto const coordinates = coordinates_of(returns);
    auto const maximum = maximise(coordinates, contributions, starts);
    auto found = law_fit("merton", sample, coordinates, maximum, terms, [](auto const& value) {
        return value[1] * value[1] / 2 + value[2] * normal_jump_excess(value[3], value[4]);
    });
    auto const gain = found.log_likelihood - gbm_log_likelihood(returns);
    auto const warnings = jump_warnings(gain, n_jump_parameters);
    found.warnings.insert(found.warnings.begin(), warnings.begin(), warnings.end());
    std::vector<double> probabilities;
    auto const value = maximum.values();
    Mixtures mixtures(value);
    for (std::size_t i = 0; i < returns.size(); ++i)
        probabilities.push_back(mixtures.of(returns.years[i]).below(returns.move[i]));
    found.test = uniform_test(std::move(probabilities));
    found.test.of = "returns against the mixture";
    return found;
}

}  // namespace

PriceLaw const merton_law{"merton", "normal jumps at a constant rate", fit};

}  // namespace liq::estimation
