/// \file
/// A made-up market with liquidations that follow from a known book of positions.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "host/estimation/book_basis.hpp"
#include "host/estimation/book_fit.hpp"

namespace liq::tests {

/// The book of all such histories: weights of 5x to 125x, c and the jump of the feed.
inline constexpr estimation::ByLeverage true_weight{0.005, 0.006, 0.002, 0.0007, 0.00025};
inline constexpr double true_volume_days = 20, true_after = 1.45;

/// Days of hours from 1970 on: a price whose volatility wanders, with jumps, volumes and an open
/// interest that change, a linear and an inverse contract. Nothing is reported yet.
inline estimation::BookInputs made_up_market(int n_days, unsigned seed) {
    using estimation::leverage_menu;
    std::mt19937_64 generator(seed);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    estimation::BookInputs inputs{.asset = "BTC", .quote = "USD", .seconds = 3'600};
    estimation::ReplayHistory history;
    std::vector<double> volume;
    double price = 50'000, log_volatility = 0, activity = 0, coin = 100'000;
    for (int hour = 0; hour < 24 * n_days; ++hour) {
        log_volatility += -0.01 * log_volatility + 0.09 * normal(generator);
        activity += -0.02 * activity + 0.1 * normal(generator);
        double const sd = 0.6 / std::sqrt(8'760.0) * std::exp(log_volatility);
        double const jump = uniform(generator) < 0.002 ? 0.05 * normal(generator) : 0.0;
        double const open = price;
        price *= std::exp(sd * normal(generator) + jump);
        inputs.time.push_back(3'600LL * hour);
        history.close.push_back(price);
        history.low.push_back(std::min(open, price) *
                              std::exp(-0.5 * sd * std::abs(normal(generator))));
        history.high.push_back(std::max(open, price) *
                               std::exp(0.5 * sd * std::abs(normal(generator))));
        volume.push_back(1'000 * std::exp(activity + 0.5 * log_volatility));
        coin *= std::exp(0.001 * normal(generator));
        history.open_coin.push_back(coin);
    }
    history.volume_days = estimation::volume_days_of(volume, 24);
    for (Contract const contract : {Contract::linear, Contract::inverse}) {
        estimation::ReplayedContract one{contract, history, {}};
        if (contract == Contract::inverse)
            for (double& open : one.history.open_coin) open *= 0.2;
        for (std::size_t l = 0; l < leverage_menu.size(); ++l) {
            double const initial = 1 / leverage_menu[l], kept = 0.004;
            bool const linear = contract == Contract::linear;
            one.ratio[0][l] = linear ? (1 - initial) / (1 - kept) : (1 + kept) / (1 + initial);
            one.ratio[1][l] = linear ? (1 + initial) / (1 + kept) : (1 - kept) / (1 - initial);
        }
        inputs.contracts.push_back(std::move(one));
    }
    inputs.until = 86'400LL * n_days;
    inputs.price = price;
    inputs.first_day = 0;
    return inputs;
}

/// Every day of a history, also those that a fit does not score.
inline estimation::ScoredDays every_day(estimation::BookInputs const& inputs) {
    estimation::ScoredDays days;
    for (std::int64_t const time : inputs.time) days.of_bar.push_back(time / 86'400);
    days.count = static_cast<std::size_t>(days.of_bar.back()) + 1;
    return days;
}

/// Reports what the true book liquidates, after the break `true_after` times as much, times noise
/// of mean 1 whose log has this standard deviation and an autocorrelation of 0.35.
inline void report(estimation::BookInputs& inputs, std::int64_t break_day, double noise,
                   unsigned seed) {
    std::mt19937_64 generator(seed);
    std::normal_distribution<double> normal;
    auto const days = every_day(inputs);
    for (std::size_t s = 0; s < n_sides; ++s) {
        auto const basis = estimation::basis_of(inputs.contracts, static_cast<Side>(s),
                                                true_volume_days, days, inputs.price);
        inputs.reported[s] = estimation::liquidated_with(true_weight, basis);
        double error = noise * normal(generator);
        for (std::size_t d = 0; d < days.count; ++d) {
            if (static_cast<std::int64_t>(d) >= break_day) inputs.reported[s][d] *= true_after;
            inputs.reported[s][d] *= std::exp(error - 0.5 * noise * noise);
            error = 0.35 * error + std::sqrt(1 - 0.35 * 0.35) * noise * normal(generator);
        }
    }
}

}  // namespace liq::tests
