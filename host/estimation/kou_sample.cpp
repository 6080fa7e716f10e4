#include "host/estimation/kou_sample.hpp"

#include <cmath>

namespace liq::estimation {

std::vector<Coordinate> kou_coordinates(Returns const& returns) {
    double const volatility = std::sqrt(returns.realised_variance());
    double const step = static_cast<double>(returns.seconds) / (365 * 86'400.0);
    double const usual = volatility * std::sqrt(step);
    return {diffusion_drift(returns),
            {"volatility", Scale::log, volatility / 20, volatility * 2},
            {"jump_intensity", Scale::log, 0.05 / returns.total_years(), 2 / step},
            {"jump_up_probability", Scale::logit, 0.001, 0.999},
            {"jump_up_mean", Scale::log, usual / 10, 0.9},
            {"jump_down_mean", Scale::log, usual / 10, 2}};
}

std::vector<std::vector<double>> kou_starts(Returns const& returns) {
    double const mean = returns.total_move() / returns.total_years();
    std::vector<std::vector<double>> starts;
    for (double const beyond : {4.0, 2.5}) {
        LargeMoves const large = large_moves(returns, beyond);
        starts.push_back(
            {mean, large.sd_year, large.per_year, large.share_up, large.up_mean, large.down_mean});
    }
    return starts;
}

std::vector<Likelihood> const& GivenJumps::of(double move, double years, double drift,
                                              double volatility, TwoSidedJumps const& jumps) {
    NormalPlusErlang const law(drift * years, volatility * std::sqrt(years), jumps,
                               weights_.up.size() - 1);
    law.evaluate(move, up_, down_);
    given_jumps(weights_, up_, down_, found_);
    return found_;
}

}  // namespace liq::estimation
