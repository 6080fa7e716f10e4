// A run at half the step follows the Brownian path of another run (models/law.md 8, step check).
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "kernels/halved_plan.hpp"
#include "kernels/program_inputs.hpp"
#include "kernels/step_check.hpp"
#include "models/exact/double_barrier.hpp"
#include "models/price/any_price.hpp"
#include "tests/support/plan_builder.hpp"
#include "tests/support/statistics.hpp"
#include "tests/support/totals_reader.hpp"

namespace liq::tests {
namespace {

/// The closes of single paths at every whole step.
std::vector<float> closes(Plan const& plan, std::uint64_t path, int every) {
    ProgramInputs const in = inputs_of(plan);
    AnyPrice const price(in.price_model, in.price);
    Sampling const sampling(in.sampling);
    AnyPrice::State<1> state;
    AnyPrice::Moves<1> moves;
    Sampling::State<1> sampled;
    price.start(state, 0);
    std::vector<float> found;
    float x = 0;
    for (int step = 0; step < plan.steps; ++step) {
        int const within = step % words_per_quartet;
        if (within == 0)
            price.draw(state, moves, sampling, sampled,
                       {in.seed, path, static_cast<std::uint32_t>(step / words_per_quartet)});
        x += price.advance(state, moves, within, 0) + price.jump(moves, within, 0);
        if ((step + 1) % every == 0) found.push_back(x);
    }
    return found;
}

PlanBuilder asked(int steps, std::int64_t step_seconds) {
    return PlanBuilder{}.clock(steps, Duration{step_seconds}).gbm(.6, .1).race(.08, -.08);
}

struct Pair {
    Plan whole, half;
};
Pair pair_of(PriceParameters const& model, SamplingKind kind = SamplingKind::independent) {
    Pair pair{asked(96, 1800).sampling(kind, 8).build(), asked(192, 900).build()};
    pair.whole.price_model = pair.half.price_model = model;
    follow_in_halves(pair.half, pair.whole);
    return pair;
}

class HalvesOf : public ::testing::TestWithParam<SamplingKind> {};

TEST_P(HalvesOf, ADiffusionSumToItsWholeSteps) {
    Pair const pair = pair_of(GbmParameters{.6}, GetParam());
    for (std::uint64_t path = 0; path < 40; ++path) {
        std::vector<float> const whole = closes(pair.whole, path, 1);
        std::vector<float> const half = closes(pair.half, path, 2);
        ASSERT_EQ(whole.size(), half.size());
        for (std::size_t i = 0; i < whole.size(); ++i) ASSERT_NEAR(whole[i], half[i], 2e-6);
    }
}
INSTANTIATE_TEST_SUITE_P(Kinds, HalvesOf,
                         ::testing::Values(SamplingKind::independent, SamplingKind::antithetic,
                                           SamplingKind::sobol));

// A jump of a whole step is in one of its halves, with its size.
TEST(Halves, HaveTheJumpsOfTheirWholeSteps) {
    for (PriceParameters const& model : {PriceParameters{MertonParameters{.5, 60, -.01, .04}},
                                         PriceParameters{KouParameters{.5, 80, .4, .03, .04}}}) {
        Pair const pair = pair_of(model);
        int apart = 0;
        for (std::uint64_t path = 0; path < 400; ++path)
            apart += std::abs(closes(pair.whole, path, 96).back() -
                              closes(pair.half, path, 192).back()) > 4e-6f
                         ? 1
                         : 0;
        // Two jumps in one whole step, of .0034 or .0046 a step, are drawn anew.
        EXPECT_LE(apart, 3);
    }
}

// The variance is stepped twice, with the same noise: nearly the same, and with its own law.
TEST(Halves, OfAVarianceStayNear) {
    Pair const pair = pair_of(HestonParameters{.3, 4, .25, 1.5, -.5});
    double with = 0, squares = 0;
    int const n = 400;
    for (std::uint64_t path = 0; path < n; ++path) {
        double const a = closes(pair.whole, path, 96).back();
        double const b = closes(pair.half, path, 192).back();
        with += (a - b) * (a - b);
        squares += a * a;
    }
    EXPECT_LT(with, 1e-3 * squares);
}

// Each run alone has its own law: the marginal mean and variance of the halves.
TEST(Halves, HaveTheirOwnLaw) {
    for (PriceParameters const& model :
         {PriceParameters{GbmParameters{.6}}, PriceParameters{KouParameters{.5, 80, .4, .03, .04}},
          PriceParameters{BatesParameters{.2, 3, .4, 2, .4, 40, -.02, .05}}}) {
        Pair pair = pair_of(model);
        Plan own = pair.half;
        own.sampling = {};
        own.seed = 977;
        std::uint64_t const n = 200'000;
        Totals const followed = simulate(pair.half, n), independent = simulate(own, n);
        for (Quantity const q : {Quantity::close, Quantity::drawdown}) {
            auto const a = mean_of(followed, q, 1), b = mean_of(independent, q, 1);
            EXPECT_LT(std::abs(a.value - b.value),
                      4 * std::hypot(a.standard_error, b.standard_error));
        }
    }
}

// The error of looking at the price at the ends of steps alone, which Broadie, Glasserman & Kou
// (1997) give: barriers seem to be .5826 sigma sqrt(dt) further away.
TEST(StepCheck, FindsTheErrorOfMonitoringAtSteps) {
    double const sigma = .4, years = 30. / 365;
    auto const shifted = [&](double step_seconds) {
        double const shift = .5825971579 * sigma * std::sqrt(step_seconds / seconds_per_year);
        return exact::DoubleBarrier{.spot = 104'000,
                                    .lower = 93'000 * std::exp(-shift),
                                    .upper = 113'000 * std::exp(shift),
                                    .volatility = sigma};
    };
    auto const plan_at = [&](int steps, std::int64_t seconds) {
        Plan plan = PlanBuilder{}
                        .clock(steps, Duration{seconds})
                        .gbm(sigma, 0)
                        .monitored_at_steps()
                        .race(std::log(113. / 104), std::log(93. / 104))
                        .build();
        plan.records_both = true;
        return plan;
    };
    Plan whole = plan_at(720, 3600);
    whole.layout.n_checked = whole.layout.n_outcomes;
    StepCheck check{plan_at(1440, 1800), 300'000};
    follow_in_halves(check.half, whole);
    Totals totals(whole.layout);
    auto const cpu = make_cpu_backend({});
    simulate_checked(*cpu, whole, check, {0, 300'000}, totals, nullptr);
    double const n = 300'000;
    auto const found = [&](int outcome) {
        double up = 0, down = 0;
        for (int category = 0; category < TotalsLayout::n_checked_categories; ++category) {
            auto const paths =
                static_cast<double>(totals.cold(totals.layout().checked(outcome, category)));
            bool const at_step = category / 27 == TotalsLayout::both;
            bool const at_half = category / 3 % 3 == TotalsLayout::both;
            if (at_step && !at_half) up += paths;
            if (at_half && !at_step) down += paths;
        }
        return std::pair{(up - down) / n, std::sqrt(up + down) / n};
    };
    auto const hour = shifted(3600), half_hour = shifted(1800);
    double const expected[] = {hour.upper_first(years) - half_hour.upper_first(years),
                               hour.lower_first(years) - half_hour.lower_first(years)};
    for (int outcome : {0, 1}) {
        auto const [error, standard_error] = found(outcome);
        EXPECT_LT(std::abs(error - expected[outcome]), 3.5 * standard_error + 1e-4) << outcome;
        EXPECT_GT(std::abs(error), 5 * standard_error) << outcome;
    }
}

}  // namespace
}  // namespace liq::tests
