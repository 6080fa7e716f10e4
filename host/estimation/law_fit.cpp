#include "host/estimation/law_fit.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "host/errors.hpp"
#include "host/words/numbers.hpp"

namespace liq::estimation {

void require_moves(Returns const& returns) {
    require(returns.size() >= fewest_returns,
            words::whole(returns.size()) + " returns of " +
                words::duration(static_cast<double>(returns.seconds)) + " are too few; " +
                words::whole(fewest_returns) +
                " are needed. Take more with --days, or shorter ones with --returns?");
    require(returns.realised_variance() > 0,
            "all closes of the window are equal: nothing to estimate");
}

Coordinate diffusion_drift(Returns const& returns) {
    double const years = returns.total_years();
    double const mean = returns.total_move() / years;
    double const wide = 20 * std::sqrt(returns.realised_variance() / years) + std::fabs(mean);
    return {"diffusion_drift", Scale::plain, mean - wide, mean + wide};
}

LargeMoves large_moves(Returns const& returns, double beyond) {
    std::vector<double> scaled;
    for (std::size_t i = 0; i < returns.size(); ++i)
        scaled.push_back(std::fabs(returns.move[i]) / std::sqrt(returns.years[i]));
    std::ranges::sort(scaled);
    // The median of |N(0, 1)| is .6745.
    double const spread =
        std::max(scaled[scaled.size() / 2] / 0.6745, std::sqrt(returns.realised_variance()) / 10);
    LargeMoves found;
    double squares = 0, years = 0, n = 0, n_up = 0, up = 0, down = 0, square = 0;
    for (std::size_t i = 0; i < returns.size(); ++i) {
        double const move = returns.move[i];
        if (std::fabs(move) <= beyond * spread * std::sqrt(returns.years[i])) {
            squares += move * move;
            years += returns.years[i];
            continue;
        }
        n += 1;
        square += move * move;
        (move > 0 ? up : down) += std::fabs(move);
        n_up += move > 0 ? 1 : 0;
    }
    found.sd_year = std::sqrt(squares / years);
    double const least = beyond * spread * std::sqrt(returns.years.front());
    found.per_year = std::max(n, 2.0) / returns.total_years();
    found.share_up = std::clamp(n > 0 ? n_up / n : 0.5, 0.1, 0.9);
    found.up_mean = n_up > 0 ? up / n_up : least;
    found.down_mean = n > n_up ? down / (n - n_up) : least;
    found.mean = n > 0 ? (up - down) / n : 0;
    found.sd = std::sqrt(n > 1 ? square / n : least * least);
    return found;
}

std::vector<std::string> jump_warnings(double gain, std::size_t extra) {
    if (gain > static_cast<double>(extra)) return {};
    return {"no jumps found: jumps raise the log likelihood over gbm by " +
            words::plain(std::max(gain, 0.0), 2) + ", less than their " + std::to_string(extra) +
            " parameters cost (AIC). Take gbm"};
}

double gbm_log_likelihood(Returns const& returns) {
    double const mean = returns.total_move() / returns.total_years();
    double squares = 0, logs = 0;
    for (std::size_t i = 0; i < returns.size(); ++i) {
        double const rest = returns.move[i] - mean * returns.years[i];
        squares += rest * rest / returns.years[i];
        logs += std::log(2 * std::numbers::pi * returns.years[i]);
    }
    auto const n = static_cast<double>(returns.size());
    return -(n * std::log(squares / n) + n + logs) / 2;
}

LawFit law_fit(std::string law, Sample const& sample, std::vector<Coordinate> const& coordinates,
               Maximum const& maximum, DrawTerms const& terms,
               std::function<double(std::span<double const>)> const& median_drift) {
    LawFit fit;
    fit.law = std::move(law);
    fit.estimates.assign(maximum.estimates.begin() + 1, maximum.estimates.end());
    fit.n = sample.returns.size();
    fit.n_parameters = coordinates.size();
    fit.fitted_to = words::whole(fit.n) + " returns of " +
                    words::duration(static_cast<double>(sample.returns.seconds));
    fit.log_likelihood = maximum.log_likelihood;
    fit.median_drift = median_drift(maximum.values());
    auto const k = static_cast<double>(fit.n_parameters);
    fit.aic = 2 * k - 2 * fit.log_likelihood;
    fit.bic = k * std::log(static_cast<double>(fit.n)) - 2 * fit.log_likelihood;
    for (auto const& estimate : fit.estimates)
        if (!estimate.identified)
            fit.warnings.push_back(estimate.name + " is not identified: " + estimate.why_not);
    for (auto const& draw : draws_of(coordinates, maximum, terms.n, terms.seed)) {
        fit.draws.emplace_back(draw.begin() + 1, draw.end());
        fit.drift_draws.push_back(median_drift(draw));
    }
    return fit;
}

double normal_jump_excess(double mean, double sd) {
    return std::expm1(mean + sd * sd / 2) - mean;
}

double two_sided_jump_excess(double up, double up_mean, double down_mean) {
    double const growth = up / (1 - up_mean) + (1 - up) / (1 + down_mean) - 1;
    return growth - (up * up_mean - (1 - up) * down_mean);
}

}  // namespace liq::estimation
