#include "host/results/limits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "host/results/statistic_intervals.hpp"
#include "tests/support/findings_builder.hpp"

namespace liq {
namespace {

/// Bins 1 % wide over the values of an exponential law with mean 1, and `paths` draws in them.
findings::DistributionFinding exponential_sample(std::mt19937_64& random, int paths,
                                                 bool worst_is_low) {
    findings::DistributionFinding d;
    d.unit = "1";
    d.worst_is_low = worst_is_low;
    for (int i = -1200; i < 300; ++i) {
        d.lower.push_back(i == -1200 ? 0 : std::exp(0.01 * i));
        d.upper.push_back(std::exp(0.01 * (i + 1)));
    }
    d.count.resize(d.lower.size());
    std::exponential_distribution<double> draw(1.0);
    double sum = 0, squares = 0;
    for (int n = 0; n < paths; ++n) {
        double const x = draw(random);
        sum += x, squares += x * x;
        int const bin = static_cast<int>(std::floor(100 * std::log(x))) + 1200;
        ++d.count[static_cast<std::size_t>(std::clamp(bin, 0, 1499))];
    }
    d.statistics["mean"] = sum / paths;
    d.statistics["mean_standard_error"] =
        std::sqrt((squares / paths - d.statistics["mean"] * d.statistics["mean"]) / (paths - 1));
    return d;
}

findings::StatisticDescription const& statistic(std::string const& name) {
    for (auto const& named : findings::statistics)
        if (name == named.name) return named;
    throw std::logic_error("there is no " + name);
}

/// A statistic whose exact value is known.
struct Known {
    char const* name;
    bool worst_is_low;
    double truth;
    int held = 0;  ///< samples whose interval contains it
};

TEST(StatisticInterval, HoldsTheTruthAtLeastAsOftenAsItSays) {
    // Mean of the lowest 5 %: with q = -ln 0.95 it is (1 - 0.95 (1 + q)) / 0.05.
    double const q = -std::log(0.95);
    std::vector<Known> all{{"mean", false, 1.0},
                           {"p01", false, -std::log(0.99)},
                           {"p50", false, std::log(2.0)},
                           {"p99", false, std::log(100.0)},
                           {"es95", false, std::log(20.0) + 1},
                           {"es99", false, std::log(100.0) + 1},
                           {"es95", true, (1 - 0.95 * (1 + q)) / 0.05}};
    std::mt19937_64 random(20261123);
    int const samples = 400, paths = 6000;
    for (int r = 0; r < samples; ++r) {
        auto d = exponential_sample(random, paths, false);
        for (Known& known : all) {
            d.worst_is_low = known.worst_is_low;
            results::Interval const interval =
                results::statistic_interval(d, statistic(known.name), paths);
            known.held += interval.low <= known.truth && known.truth <= interval.high ? 1 : 0;
        }
    }
    // 95 % less 3 standard errors of that share in so many samples
    double const least = 0.95 - 3 * std::sqrt(0.95 * 0.05 / samples);
    for (Known const& known : all)
        EXPECT_GE(known.held, least * samples) << known.name << " of " << known.truth;
    EXPECT_LE(all[0].held, 0.985 * samples) << "the mean is exact and its interval not too wide";
}

TEST(StatisticInterval, IsAboutAsNarrowAsTheBinsAndThePathsAllow) {
    std::mt19937_64 random(7);
    auto const d = exponential_sample(random, 100'000, false);
    // The error of the 99 % quantile of this law is sqrt(0.99 / (0.01 n)).
    results::Interval const p99 = results::statistic_interval(d, statistic("p99"), 100'000);
    EXPECT_NEAR(p99.high - p99.low, 2 * 1.96 * std::sqrt(99 / 1e5), 2.5 * 0.01 * 4.6);
    // The error of its shortfall is sqrt((1 + 0.99) / (0.01 n)): in the tail the variance is 1, and
    // so is the mean distance from the quantile.
    results::Interval const es99 = results::statistic_interval(d, statistic("es99"), 100'000);
    EXPECT_NEAR(es99.high - es99.low, 2 * 1.96 * std::sqrt(1.99 / 1e3), 1.5 * 0.01 * 5.6);
    results::Interval const halved = results::statistic_interval(d, statistic("mean"), 50'000);
    results::Interval const mean = results::statistic_interval(d, statistic("mean"), 100'000);
    EXPECT_NEAR(halved.high - halved.low, std::sqrt(2) * (mean.high - mean.low), 1e-12);
}

TEST(StatisticInterval, SaysWhichEndsCannotBeTold) {
    std::mt19937_64 random(7);
    auto const d = exponential_sample(random, 100, false);
    results::Interval const p999 = results::statistic_interval(d, statistic("p999"), 100);
    EXPECT_GT(p999.low, 1);
    EXPECT_TRUE(std::isnan(p999.high)) << "the largest of 100 is often below the 99.9 % quantile";
    EXPECT_TRUE(std::isnan(results::statistic_interval(d, statistic("es99"), 100).low));
    EXPECT_EQ(results::statistic_interval(d, statistic("p01"), 100).low, 0);
    EXPECT_TRUE(std::isnan(results::statistic_interval({}, statistic("p50"), 0).high));
}

findings::LimitFinding judged(scenario::Limit const& limit, findings::RunFindings const& run) {
    return results::judged_limits({limit}, run).at(0);
}

TEST(JudgedLimits, AreDecidedByTheWholeInterval) {
    findings::RunFindings run = test::run_findings(2);
    findings::Estimate const down =
        run.outcomes[1].with_cascade;  // 0.441679, standard error 0.0005
    auto const state = [&](std::optional<double> warn, std::optional<double> max) {
        return judged({"race_113k_93k.down", warn, max}, run).state;
    };
    EXPECT_EQ(state(0.45, 0.5), results::limit_ok);
    EXPECT_EQ(state(0.43, 0.5), results::limit_warn);
    EXPECT_EQ(state(0.43, 0.44), results::limit_breach);
    EXPECT_EQ(state({}, 0.44), results::limit_breach);
    EXPECT_EQ(state(0.43, {}), results::limit_warn);
    EXPECT_EQ(state({}, 0.4417), results::limit_uncertain) << "estimate just below";
    EXPECT_EQ(state({}, 0.4416), results::limit_uncertain) << "estimate just above";
    EXPECT_EQ(state(0.4416, 0.5), results::limit_uncertain);
    EXPECT_EQ(state(0.4416, 0.43), results::limit_breach) << "warn does not decide";
    EXPECT_EQ(state({}, down.high), results::limit_ok) << "reached is not above";
    EXPECT_EQ(state({}, down.low), results::limit_uncertain);
}

TEST(JudgedLimits, HaveLowerOnesToo) {
    findings::RunFindings const run = test::run_findings(2);
    auto const state = [&](std::optional<double> warn_below, std::optional<double> min) {
        scenario::Limit limit{"race_113k_93k.down", {}, {}};
        limit.warn_below = warn_below;
        limit.min = min;
        return judged(limit, run).state;
    };
    findings::Estimate const down = run.outcomes[1].with_cascade;
    EXPECT_EQ(state(0.43, 0.4), results::limit_ok);
    EXPECT_EQ(state(0.45, 0.4), results::limit_warn);
    EXPECT_EQ(state(0.46, 0.45), results::limit_breach);
    EXPECT_EQ(state({}, 0.4417), results::limit_uncertain);
    EXPECT_EQ(state({}, down.low), results::limit_ok) << "reached is not below";
    EXPECT_EQ(state({}, down.high), results::limit_uncertain);
}

TEST(JudgedLimits, CarryTheValueItsIntervalAndItsUnit) {
    findings::RunFindings const run = test::run_findings(2);
    findings::LimitFinding const down = judged({"race_113k_93k.down", 0.3, {}}, run);
    EXPECT_EQ(down.value, run.outcomes[1].with_cascade.probability);
    EXPECT_EQ(down.low, run.outcomes[1].with_cascade.low);
    EXPECT_EQ(down.unit, "1");
    EXPECT_EQ(down.warn, 0.3);
    EXPECT_TRUE(std::isnan(down.max));
    findings::LimitFinding const tail = judged({"liquidated.short.p99", {}, 1e12}, run);
    EXPECT_EQ(tail.value, run.distributions["liquidated.short"]->statistics["p99"]);
    EXPECT_EQ(tail.unit, "USD");
    EXPECT_EQ(tail.state, results::limit_ok);
    findings::LimitFinding const fund = judged({"fund_drawdown.mean", {}, 1}, run);
    EXPECT_TRUE(std::isnan(fund.value));
    EXPECT_EQ(fund.state, results::limit_uncertain) << "the run has no fund";
}

}  // namespace
}  // namespace liq
