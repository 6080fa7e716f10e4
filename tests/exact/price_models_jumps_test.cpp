// Jumps seen along the path: Kou's first passages (models/law.md 9.2), and how many jumps Hawkes's
// process makes.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "models/exact/hawkes_moments.hpp"
#include "models/exact/kou_passage.hpp"
#include "models/price/hawkes.hpp"
#include "tests/support/price_plans.hpp"
#include "tests/support/seeds.hpp"

namespace liq::tests {
namespace {

constexpr double spot = 104'000, lower = 93'000, upper = 113'000;

exact::KouPassage law_of(KouParameters const& p, double drift) {
    return {p.volatility,   p.jump_intensity, p.jump_up_probability,
            p.jump_up_mean, p.jump_down_mean, drift};
}

/// Both races and both passages until a step.
void watch(PlanBuilder& builder, double low, double high, int last_step) {
    builder.race(high, low, last_step).touch(high, last_step).touch(low, last_step);
}

/// Outcomes of `watch` from `first`: upper first, lower first, neither, upper ever, lower ever.
void passages_follow_their_law(Totals const& totals, int first, std::array<double, 4> const& law,
                               std::string const& inputs) {
    char const* const names[]{"P(U first), ", "P(L first), ", "P(touch U), ", "P(touch L), "};
    int const outcomes[]{0, 1, 3, 4};
    for (std::size_t i = 0; i < law.size(); ++i) {
        EXPECT_TRUE(within_3_standard_errors(hits_of(totals, first + outcomes[i]), law[i],
                                             names[i] + inputs, 5e-7));
    }
}

// models/law.md 9.2
constexpr KouParameters printed{.35, 50, .4, .015, .02};
constexpr double month = 30 / 365., week = 7 / 365.;

/// A month of watching, and its first week, in steps that divide a day.
Plan month_of_steps(Duration step, std::uint64_t seed) {
    auto const a_day = static_cast<int>(seconds_per_day / step.seconds);
    double const down = std::log(lower / spot), up = std::log(upper / spot);
    PlanBuilder builder;
    builder.clock(30 * a_day, step).seed(seed);
    watch(builder, down, up, 0);
    watch(builder, down, up, 7 * a_day);
    return with_price(builder.build(), printed, 0);
}

// Steps of an hour leave an error of 1e-4, a fifth of the standard error; see the next test.
TEST(Kou, HasTheFirstPassagesOfTheLaplaceTransform) {
    exact::KouPassage const law = law_of(printed, 0);
    for (std::uint64_t seed : seeds_of_this_run()) {
        Plan const plan = month_of_steps(hour, seed);
        Totals const totals = simulate(plan, 1'000'000);
        passages_follow_their_law(
            totals, 0,
            {.428765, .315111, law.touch(spot, upper, month), law.touch(spot, lower, month)},
            inputs_of_price("30 d", plan));
        passages_follow_their_law(
            totals, 5,
            {.110831, .045298, law.touch(spot, upper, week), law.touch(spot, lower, week)},
            inputs_of_price("7 d", plan));
    }
}

// A jump falls at the end of its step (models/law.md 2). Most go down, and the diffusion of the
// step begins above them: too few passages of the lower level, in proportion to the step. The table
// of tools/decisions/price_models.md.
TEST(Kou, MissesPassagesInProportionToTheStepBecauseJumpsWaitForItsEnd) {
    std::vector<Duration> steps{day, {6 * 3600}};
    if (full_run()) {
        steps.push_back(hour);
        std::printf("step [s]   P(U first, 30 d)   P(L first, 30 d)   P(L first, 7 d)\n");
    }
    double week_of_days = 0;
    for (Duration const step : steps) {
        Totals const totals =
            simulate(month_of_steps(step, seeds[1]), full_run() ? 4'194'304 : 524'288);
        Measured const at[]{hits_of(totals, 0), hits_of(totals, 1), hits_of(totals, 6)};
        double const missed = .045298 - at[2].value;
        if (step == day) {
            week_of_days = missed;
            EXPECT_GT(missed, 4 * at[2].standard_error);
        } else {
            EXPECT_NEAR(missed, week_of_days * step.days(), 3 * at[2].standard_error);
        }
        if (!full_run()) continue;
        std::printf("%8d %18.5f %18.5f %17.5f   (%.5f %.5f %.5f)\n", static_cast<int>(step.seconds),
                    at[0].value - .428765, at[1].value - .315111, -missed, at[0].standard_error,
                    at[1].standard_error, at[2].standard_error);
    }
}

TEST(Kou, HasTheFirstPassagesOfTheLaplaceTransformWithManyJumpsAndADrift) {
    double const drift = .8, years = 3 / 365., low = -.05, high = .06;
    PlanBuilder builder;
    builder.clock(3 * 288, Duration{300});
    watch(builder, low, high, 0);
    for (std::uint64_t seed : seeds_of_this_run()) {
        for (KouParameters const& model :
             {KouParameters{.3, 500, .6, .02, .01}, KouParameters{.6, 200, .3, .03, .04}}) {
            exact::KouPassage const law = law_of(model, drift);
            double const from = 1, l = std::exp(low), u = std::exp(high);
            Plan const plan = with_price(builder.seed(seed).build(), model, drift);
            passages_follow_their_law(
                simulate(plan, full_run() ? 1'000'000 : 150'000), 0,
                {law.upper_first(from, l, u, years), law.lower_first(from, l, u, years),
                 law.touch(from, u, years), law.touch(from, l, years)},
                inputs_of_price("3 d", plan));
        }
    }
}

// As long as none has fallen, the intensity decays from its start to its base.
TEST(Hawkes, HasItsFirstJumpAsSoonAsItsIntensitySays) {
    // Next to no diffusion, and no compensator, since .4/(1 - .4) = 2/(1 + 2). One jump in 6,667 is
    // too small to be seen.
    HawkesParameters const model{1e-5, 10, 60, 40, 100, .5, .4, 2};
    double const level = 1e-4, missed = 1.5e-4;
    std::vector<int> const until{1, 24, 120, 480};
    PlanBuilder builder;
    builder.clock(480, hour);
    for (int step : until) builder.race(level, -level, step);
    for (std::uint64_t seed : seeds_of_this_run()) {
        Plan const plan = with_price(builder.seed(seed).build(), model, 0);
        Totals const totals = simulate(plan, 200'000);
        double const dt = hour.years();
        double expected = 0, intensity = *model.initial_intensity;
        int neither = 2;
        for (int step = 1; step <= 480; ++step) {
            expected += intensity * dt;
            intensity = model.base_intensity +
                        (intensity - model.base_intensity) * std::exp(-model.decay * dt);
            if (step != until[static_cast<std::size_t>(neither / 3)]) continue;
            EXPECT_TRUE(within_3_standard_errors(
                hits_of(totals, neither), std::exp(-expected),
                inputs_of_price("P(no jump in " + std::to_string(step) + " steps)", plan),
                missed * expected * std::exp(-expected)));
            neither += 3;
        }
    }
}

exact::HawkesMoments law_of(HawkesParameters const& p) {
    return {p.base_intensity, p.first_intensity(), p.self_excitation, p.decay};
}

// E[X_T] = (mu - sigma^2/2) T + (E[J] - E[exp J - 1]) E[N_T], whatever the intensity does.
TEST(Hawkes, MovesTheMeanLogPriceByItsMeanNumberOfJumps) {
    double const a = .08, b = a / (1 - 2 * a);  // a/(1 - a) = b/(1 + b): no compensator
    double const sigma = .05, drift = .2, per_jump = .5 * (a - b);
    HawkesParameters const model{sigma, 150, 400.0, 100, 300, .5, a, b};
    std::vector<std::pair<Duration, int>> const clocks{{{300}, 2016}, {hour, 480}, {{14'400}, 120}};
    for (std::uint64_t seed : seeds_of_this_run()) {
        for (auto const& [step, steps] : clocks) {
            Plan const plan =
                with_price(PlanBuilder{}.clock(steps, step).monitored_at_steps().seed(seed).build(),
                           model, drift);
            auto const paths = static_cast<std::uint64_t>(48'000'000 / steps);
            Totals const totals = simulate(plan, paths);
            LastPrice const last(totals);
            EXPECT_LE(last.below() + last.above(), paths / 100'000);
            double const years = steps * step.years();
            double const jumps = law_of(model).count_in_steps(steps, step.years()).mean;
            EXPECT_TRUE(within_3_standard_errors(
                last.log_price(), (drift - sigma * sigma / 2) * years + per_jump * jumps,
                inputs_of_price("E[X_T]", plan)));
        }
    }
}

/// Numbers of jumps of `Lanes` paths: what the intensity has gained beyond its decay.
template <int Lanes>
std::array<double, Lanes> jumps_of(HawkesParameters const& p, PriceInputs const& in, int steps,
                                   std::uint64_t seed, std::uint64_t first_path) {
    Hawkes const model(p, in);
    Hawkes::State<Lanes> state;
    Hawkes::Noise<Lanes> noise;
    double const dt = in.step_years, kept = std::exp(-p.decay * dt), base = p.base_intensity * dt;
    std::array<double, Lanes> jumps{};
    for (int lane = 0; lane < Lanes; ++lane) model.start<Lanes>(state, lane);
    for (int step = 0; step < steps; ++step) {
        int const within = step % words_per_quartet;
        PathsAndQuartet const own{seed, first_path,
                                  static_cast<std::uint32_t>(step / words_per_quartet)};
        if (within == 0) model.draw<Lanes>(noise, {own, own});
        PerLane<float, Lanes> const before = state.expected;
        PerLane<float, Lanes> size{};
        LaneSet const jumped = model.jump<Lanes>(state, noise, {own, own}, within, size);
        for_each_lane_of<Lanes>(jumped, [&](int lane) {
            double const decayed = base + (before[lane] - base) * kept;
            jumps[static_cast<std::size_t>(lane)] +=
                std::round((state.expected[lane] - decayed) / (p.self_excitation * dt));
        });
    }
    return jumps;
}

// tests/models/hawkes_test.cpp compares with the recursion over steps; this is continuous time.
TEST(Hawkes, MakesAsManyJumpsInShortStepsAsInContinuousTime) {
    HawkesParameters const model{.4, 30, 90.0, 60, 100, .4, .015, .02};
    int const steps = full_run() ? 8760 : 4380, paths = full_run() ? 1 << 13 : 1 << 12;
    PriceInputs in;
    in.step_years = .1 / steps;  // 6 or 12 minutes: off by a tenth of an error
    exact::CountMoments const law = law_of(model).count(.1);
    for (std::uint64_t seed : seeds_of_this_run()) {
        double sum = 0, squares = 0, fourths = 0;
        for (int first = 0; first < paths; first += 32) {
            for (double n :
                 jumps_of<32>(model, in, steps, seed, static_cast<std::uint64_t>(first))) {
                double const away = (n - law.mean) * (n - law.mean);
                sum += n, squares += away, fourths += away * away;
            }
        }
        double const mean = sum / paths, variance = squares / paths;
        std::string const inputs = "jumps in .1 year, seed " + std::to_string(seed);
        EXPECT_TRUE(within_3_standard_errors({mean, std::sqrt(variance / paths)}, law.mean,
                                             "mean of " + inputs));
        EXPECT_TRUE(within_3_standard_errors(
            {variance, std::sqrt((fourths / paths - variance * variance) / paths)}, law.variance,
            "variance of " + inputs));
    }
}

}  // namespace
}  // namespace liq::tests
