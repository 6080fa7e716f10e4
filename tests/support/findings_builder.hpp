/// \file
/// Findings with numbers that differ everywhere, for tests of what is written and read.
#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "host/findings/report.hpp"
#include "host/results/estimates.hpp"

namespace liq::test {

inline findings::OutcomeFinding outcome(std::string event, std::string name, std::string kind,
                                        std::string question, std::uint64_t hits,
                                        std::uint64_t hits_without, std::uint64_t paths,
                                        std::size_t n_times) {
    findings::OutcomeFinding o;
    o.event = std::move(event);
    o.outcome = std::move(name);
    o.kind = std::move(kind);
    o.question = std::move(question);
    o.with_cascade = results::estimate_of(hits, paths);
    o.without_cascade = results::estimate_of(hits_without, paths);
    // As if no path lost the outcome that another gained, and the cascade were off without a
    // change.
    results::PairedEffect effect;
    if (hits > hits_without) effect = results::paired_effect(hits - hits_without, 0, paths);
    if (hits < hits_without) effect = results::paired_effect(0, hits_without - hits, paths);
    o.cascade_effect = effect.difference;
    o.cascade_effect_standard_error = effect.standard_error;
    bool const has_moment = o.kind != "close" && o.outcome != "neither";
    o.mean_days = has_moment ? 11.25 + static_cast<double>(hits % 7) : findings::not_known;
    o.mean_days_without_cascade = has_moment ? o.mean_days + 0.125 : findings::not_known;
    for (std::size_t t = 0; t < n_times; ++t) {
        double const share = static_cast<double>(t + 1) / static_cast<double>(n_times);
        o.by_time.push_back(has_moment ? o.with_cascade.probability * share * share
                                       : findings::not_known);
        o.by_time_without_cascade.push_back(
            has_moment ? o.without_cascade.probability * share * share : findings::not_known);
    }
    return o;
}

/// Every statistic has a value of its own, in the order of the list.
inline findings::Statistics statistics(double scale) {
    findings::Statistics values;
    double size = 0.31;
    for (double& value : values.all) value = scale * (size += 0.061);
    values["es95"] = 0.92 * scale;
    values["es99"] = 1.08 * scale;
    return values;
}

inline findings::DistributionFinding distribution(std::string name, std::string unit, double scale,
                                                  bool paired, bool worst_is_low = false) {
    findings::DistributionFinding d;
    d.name = std::move(name);
    d.unit = std::move(unit);
    d.meaning = "a quantity of the test";
    d.worst_is_low = worst_is_low;
    d.statistics = statistics(scale);
    for (int i = 0; i < 300; ++i) {
        d.lower.push_back(scale * (0.01 * i));
        d.upper.push_back(scale * (0.01 * (i + 1)));
        d.count.push_back(static_cast<std::uint64_t>(1000 + (i * 37) % 101));
        if (paired) d.count_without_cascade.push_back(static_cast<std::uint64_t>(900 + i));
    }
    if (paired) d.statistics_without_cascade = statistics(0.9 * scale);
    return d;
}

inline std::shared_ptr<market::Market const> small_market() {
    auto market = std::make_shared<market::Market>();
    market->asset = "BTC";
    market->quote = "USD";
    market->as_of = "2025-06-05T21:00:00Z";
    market->source = "made for a test";
    market->license = "none";
    market->spot = 101'500.0;
    market->venues = {{.name = "binance",
                       .tiers = {{50'000, 0.004, 0}, {600'000, 0.005, 50}},
                       .insurance_fund = 1.2e9},
                      {.name = "coin-m",
                       .contract = Contract::inverse,
                       .tiers = {{5, 0.004, 0}},
                       .insurance_fund = 1e8}};
    market->entry_price = {95'000, 100'000, 110'000};
    market->leverage = {5, 20};
    for (int i = 0; i < 2 * 2 * 3 * 2; ++i) market->open_interest.push_back(1e6 * (i + 1));
    for (int i = 0; i < 2 * 2 * 2; ++i) market->position_notional.push_back(100.0 * (i + 1));
    market->liquidatable_share = {0.5, 0.25, 1.0, 0.75};
    market->depth = market::DepthTable{{0.001, 0.01}, {50e6, 512e6}, {40e6, 362e6}};
    return market;
}

inline void add_curves(findings::RunFindings& f, std::size_t n_times) {
    f.quantile = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};
    std::vector<double> const normal{-2.33, -1.64, -0.67, 0, 0.67, 1.64, 2.33};
    for (std::size_t t = 0; t < n_times; ++t) {
        double const years = 30.0 / 365 * static_cast<double>(t + 1) / static_cast<double>(n_times);
        f.time.push_back(21'600.0 * static_cast<double>(t + 1));
        for (double const z : normal) {
            f.price_quantile.push_back(f.spot * std::exp(0.42 * z * std::sqrt(years)));
            f.price_quantile_without_cascade.push_back(f.spot *
                                                       std::exp(0.40 * z * std::sqrt(years)));
        }
    }
    std::size_t const n_bins = 200;
    for (std::size_t i = 0; i <= n_bins; ++i)
        f.price_edge.push_back(f.spot * std::exp(-0.8 + 0.008 * static_cast<double>(i)));
    for (std::size_t i = 0; i < n_times * n_bins * n_sides; ++i)
        f.expected_liquidated.push_back(static_cast<double>((i * 7919) % 1000) * 1e3);
    for (int k = -819; k <= 819; ++k) {
        if (k == 0) continue;
        f.ladder.price.push_back(f.spot * std::exp(k / 1024.0));
        f.ladder.fuel.push_back(1e7 * std::exp(-std::abs(k) / 200.0));
        f.ladder.bankruptcy_gap.push_back(0.005);
        f.ladder.branching_ratio.push_back(1.4 * std::exp(-std::pow((k + 60) / 50.0, 2)));
        f.ladder.branching_ratio_withdrawn.push_back(1.5 * f.ladder.branching_ratio.back());
    }
}

/// A run with three events, every field filled.
inline findings::RunFindings run_findings(std::size_t n_times = 120) {
    findings::RunFindings f;
    f.name = "june-2025";
    f.description = "113K before 93K? \u2014 a test";
    f.set = {{"price.volatility", "0.45"}, {"impact.resilience", "\"30min\""}};
    f.scenario_text = "schema = 1\nname = \"june-2025\"\n";
    f.scenario_sha256 = std::string(64, 'a');
    f.market_sha256 = std::string(64, 'b');
    f.market_file = "btc-2025-06-05.h5";
    f.as_of = "2025-06-05T21:00:00Z";
    f.asset = "BTC";
    f.quote = "USD";
    f.spot = 101'500.0;
    f.assumptions = "leverage of open positions is not public,\n  and assumed";
    f.seed = 9'007'199'254'740'993;  // 2^53 + 1: no double holds it
    f.paths_asked = f.paths = 1'000'000;
    f.steps = 8640;
    f.step = Duration{300};
    f.horizon = Duration{30 * seconds_per_day};
    f.backend = "cpu";
    f.device = "test processor, AVX-512";
    f.backend_note = "using the CPU: there is no CUDA device";
    f.threads = 2;
    f.seconds = 8.125;
    f.path_steps_per_second = 1.0634e9;
    f.complete = true;
    std::string const race = "race_113k_93k";
    f.outcomes = {outcome(race, "up", "race", "reaches 113,000 before 93,000 within 30 d", 354'321,
                          347'000, f.paths, n_times),
                  outcome(race, "down", "race", "falls to 93,000 before 113,000 within 30 d",
                          441'679, 425'000, f.paths, n_times),
                  outcome(race, "neither", "race", "reaches neither 113,000 nor 93,000 within 30 d",
                          204'000, 228'000, f.paths, n_times),
                  outcome("touch_97k", "touched", "touch", "touches 97,000 within 7 d", 500'000,
                          500'000, f.paths, n_times),
                  outcome("close_150k", "above", "close", "closes at or above 150,000 after 30 d",
                          3, 2, f.paths, n_times)};
    add_curves(f, n_times);
    f.distributions["liquidated.long"] = distribution("liquidated.long", "USD", 8e9, false);
    f.distributions["liquidated.short"] = distribution("liquidated.short", "USD", 6e9, false);
    f.distributions["largest_cascade"] = distribution("largest_cascade", "USD", 2e9, false);
    f.distributions["drawdown"] = distribution("drawdown", "1", 0.4, true);
    f.distributions["close"] = distribution("close", "USD", 150'000, true, true);
    f.book = {findings::BookSideFinding{12.5e9, 1.1e9, 2.2e6, 3.3e9, 4.4e8},
              findings::BookSideFinding{9.75e9, 5.5e8, 0, 2.5e9, 6.6e3}};
    f.limits = {{.metric = "race_113k_93k.down",
                 .unit = "1",
                 .value = f.outcomes[1].with_cascade.probability,
                 .low = 0.4407,
                 .high = 0.4427,
                 .warn = 0.35,
                 .max = 0.4,
                 .state = "breach"},
                {.metric = "liquidated.long.es95",
                 .unit = "USD",
                 .value = 7.36e9,
                 .low = 7.2e9,
                 .high = 7.5e9,
                 .max = 9e9,
                 .state = "ok"},
                {.metric = "close.p05",
                 .unit = "USD",
                 .value = 6'000,
                 .high = 6'100,
                 .warn = 6'050,
                 .state = "uncertain"}};
    f.rounds_exhausted = 17;
    f.warnings = {"impact: the step is above a fifth of the resilience", "a second warning"};
    f.warnings_of_the_day = {"market: the snapshot is 171 days old"};
    return f;
}

/// A position or a total of the desk, its numbers from `scale` on.
inline findings::SubjectFinding subject(std::string name, std::string what_if, std::string side,
                                        double scale, std::size_t n_times) {
    findings::SubjectFinding s;
    s.name = std::move(name);
    s.what_if = std::move(what_if);
    s.side = std::move(side);
    s.venue = s.side.empty() ? "" : "binance";
    for (double findings::SubjectFinding::* part :
         {&findings::SubjectFinding::notional, &findings::SubjectFinding::net,
          &findings::SubjectFinding::entry, &findings::SubjectFinding::margin,
          &findings::SubjectFinding::profit_now, &findings::SubjectFinding::liquidation_price,
          &findings::SubjectFinding::stop, &findings::SubjectFinding::liquidation_effect,
          &findings::SubjectFinding::liquidation_effect_standard_error,
          &findings::SubjectFinding::deleveraged, &findings::SubjectFinding::deleveraged_share})
        s.*part = scale *= 1.125;
    for (findings::FateFinding& fate : s.fate) {
        fate.liquidated =
            results::estimate_of(static_cast<std::uint64_t>(1000 * (scale *= 1.01)), 1'000'000);
        fate.mean_days = scale *= 1.01;
        fate.stopped = scale *= 1.01;
        fate.stopped_mean_days = scale *= 1.01;
        for (std::size_t t = 0; t < n_times; ++t) fate.by_time.push_back(scale *= 1.001);
    }
    for (auto& view : s.profit)
        for (findings::ProfitStatistics& p : view)
            for (double& value : p.all) value = scale *= 1.01;
    for (auto* effects : {&s.mean_effect, &s.mean_effect_standard_error})
        for (auto& view : *effects)
            for (double& value : view) value = scale *= 1.01;
    return s;
}

inline findings::Report report() {
    findings::Report r;
    r.version = "0.1.0";
    r.revision = "0123456789ab";
    r.created = "2025-11-22T20:00:00Z";
    r.host = "testhost";
    r.runs.push_back({run_findings(), small_market()});
    return r;
}

}  // namespace liq::test
