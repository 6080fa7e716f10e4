/// \file
/// Histories that the product's own price models make, as candles that hold nothing but closes.
#pragma once

#include <cmath>
#include <cstdint>

#include "host/data/price_history.hpp"
#include "host/estimation/price_law.hpp"
#include "host/estimation/returns.hpp"
#include "tests/models/price_walk.hpp"

namespace liq::estimation {

inline constexpr std::int64_t history_begin = 1'600'000'200;

/// One path of a model, a candle for every `steps_a_candle` steps.
template <class Model, class Parameters>
data::PriceHistory simulated(Parameters const& parameters, std::int64_t candle_seconds,
                             int n_candles, int steps_a_candle = 1, std::uint64_t seed = 1) {
    double const step_years =
        static_cast<double>(candle_seconds) / steps_a_candle / (365 * 86'400.0);
    Model const model(parameters, tests::inputs_of(step_years, 0));
    data::PriceHistory history;
    history.bar = candle_seconds * 1'000;
    double x = 0;
    tests::walk<1>(
        model, 1, n_candles * steps_a_candle,
        [&](int, int step, tests::Move const& move, auto const&, int) {
            x += static_cast<double>(move.increment) + static_cast<double>(move.jump);
            if ((step + 1) % steps_a_candle != 0) return;
            auto const i = static_cast<std::int64_t>((step + 1) / steps_a_candle);
            history.begin.push_back((history_begin + (i - 1) * candle_seconds) * 1'000);
            history.end.push_back((history_begin + i * candle_seconds) * 1'000);
            history.close.push_back(100 * std::exp(x));
        },
        false, seed);
    history.open = history.high = history.low = history.close;
    return history;
}

/// All of a history as a sample of returns of each candle.
inline Sample sample_of(data::PriceHistory const& history) {
    std::int64_t const until = history.end.back() / 1'000;
    int const days =
        static_cast<int>((history.end.back() - history.begin.front()) / 86'400'000) + 1;
    return {&history, until, days, returns_of(history, until, days, 0)};
}

/// The estimate of a key.
inline Estimate const& estimate_of(LawFit const& fit, std::string const& name) {
    for (auto const& estimate : fit.estimates)
        if (estimate.name == name) return estimate;
    throw std::out_of_range(name);
}

}  // namespace liq::estimation
