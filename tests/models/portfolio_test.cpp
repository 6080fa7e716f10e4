// What becomes of the desk's positions along chosen paths, exact to the dollar.
#include "models/estimate/portfolio.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/portfolio_builder.hpp"
#include "tests/support/scripted_path.hpp"

namespace liq::tests {
namespace {

constexpr double gross = 1e6;

Plan plan_with(std::vector<PortfolioLeg> const& legs) {
    return with_legs(PlanBuilder{}.clock(4, hour).monitored_at_steps().report_every(1).build(),
                     legs, gross);
}

/// Profit of a subject on the only path [USD].
double profit(Totals const& totals, int subject, int moment, int view = 0) {
    double const scale = subject < totals.layout().n_subjects - n_portfolio_sums
                             ? gross
                             : gross * (totals.layout().n_subjects - n_portfolio_sums);
    return mean_profit(totals, subject, view, moment).value * scale;
}
std::uint64_t count(Totals const& totals, int subject, int what) {
    return totals.cold(totals.layout().subject(subject, what));
}

TEST(Portfolio, AnOpenPositionIsWorthThePriceAndWasWorstAtItsWorst) {
    Totals const totals = follow_steps(plan_with({leg_at_spot(Side::long_side, gross, 3e5, .2),
                                                  leg_at_spot(Side::short_side, gross, 3e5, .2)}),
                                       {-.05f, .08f, -.01f, 0});
    double const end = gross * std::expm1(.02), low = gross * std::expm1(-.05),
                 high = gross * std::expm1(.03);
    EXPECT_NEAR(profit(totals, 0, TotalsLayout::at_horizon), end, .2);
    EXPECT_NEAR(profit(totals, 0, TotalsLayout::at_worst), low, .2);
    EXPECT_NEAR(profit(totals, 1, TotalsLayout::at_horizon), -end, .2);
    EXPECT_NEAR(profit(totals, 1, TotalsLayout::at_worst), -high, .2);
    EXPECT_EQ(profit(totals, 2, TotalsLayout::at_worst), 0);  // the two offset each other
}

TEST(Portfolio, ALiquidationTakesTheMarginAndTheRestGoesOn) {
    Totals const totals = follow_steps(plan_with({leg_at_spot(Side::long_side, gross, 5e4, .04),
                                                  leg_at_spot(Side::short_side, gross, 3e5, .3)}),
                                       {-.02f, -.03f, -.04f, .1f});
    EXPECT_EQ(count(totals, 0, TotalsLayout::liquidations), 1u);
    EXPECT_EQ(count(totals, 0, TotalsLayout::liquidation_steps), 2u);
    EXPECT_EQ(totals.cold(totals.layout().liquidation_times(0, 0) + 1), 1u);
    EXPECT_EQ(count(totals, 1, TotalsLayout::liquidations), 0u);
    EXPECT_EQ(count(totals, 2, TotalsLayout::liquidation_steps), 2u);
    EXPECT_NEAR(profit(totals, 0, TotalsLayout::at_horizon), -5e4, .1);
    double const of_short = -gross * std::expm1(.01);
    EXPECT_NEAR(profit(totals, 2, TotalsLayout::at_horizon), of_short - 5e4, .5);
    // They offset each other until one of them is gone. After that the price acts on the other
    // alone.
    EXPECT_NEAR(profit(totals, 2, TotalsLayout::at_worst), of_short - 5e4, .5);
}

TEST(Portfolio, AStopIsFilledAtThePriceThatReachesItUnlessThatLiquidates) {
    std::vector<PortfolioLeg> const legs{leg_at_spot(Side::short_side, gross, 5e4, .06, .02)};
    Totals const stopped = follow_steps(plan_with(legs), {.03f, .1f, 0, 0});
    EXPECT_EQ(count(stopped, 0, TotalsLayout::stops), 1u);
    EXPECT_EQ(count(stopped, 0, TotalsLayout::stop_steps), 1u);
    EXPECT_EQ(count(stopped, 0, TotalsLayout::liquidations), 0u);
    EXPECT_NEAR(profit(stopped, 0, TotalsLayout::at_horizon), -gross * std::expm1(.03), .2);
    Totals const gapped = follow_steps(plan_with(legs), {.07f, 0, 0, 0});
    EXPECT_EQ(count(gapped, 0, TotalsLayout::liquidations), 1u);
    EXPECT_EQ(count(gapped, 0, TotalsLayout::stops), 0u);
    EXPECT_NEAR(profit(gapped, 0, TotalsLayout::at_horizon), -5e4, .1);
}

/// One lane of the estimator alone, in a run with all three views.
class Deleveraged : public ::testing::Test {
  protected:
    using Estimator = liq::Portfolio<2>;
    explicit Deleveraged()
        : plan_(with_legs(
              [] {
                  Plan plan = PlanBuilder{}.clock(4, hour).cascade({}).build();
                  plan.waterfall = {true, 0.0};
                  return plan;
              }(),
              {leg_at_spot(Side::short_side, gross, 2e5, .1),
               leg_at_spot(Side::long_side, gross, 2e5, .3)},
              gross)),
          totals_(plan_.layout),
          sink_{totals_.hot().data(), totals_.cold().data()},
          memory_(static_cast<std::size_t>(plan_.memory.bytes)),
          inputs_([&] {
              ProgramInputs inputs = inputs_of(plan_);
              give_path_memory(inputs, memory_.data());
              return inputs;
          }()),
          estimator_(inputs_.tables, inputs_.layout) {
        estimator_.start(state_, 0);
    }
    void visit(float traded) {
        Prices const prices{traded, 0};
        estimator_.observe(state_, 0, prices);
        estimator_.attend(state_, outcomes_, 0, prices, {1, 0}, sink_);
    }
    void finish(float traded) {
        PathEnd end{};
        end.close = {traded, 0};
        estimator_.finish(state_, outcomes_, 0, end, sink_);
        totals_.hot()[0] = 1;
    }

    Plan plan_;
    Totals totals_;
    CounterSink sink_;
    std::vector<unsigned char> memory_;
    ProgramInputs inputs_;
    Estimator estimator_;
    Estimator::State<1> state_{};
    Outcomes<1> outcomes_{};
};

TEST_F(Deleveraged, AShareOfWhatGainsIsClosedAndTheRestGoesOn) {
    int const spared = static_cast<int>(PortfolioView::not_deleveraged);
    visit(-.05f);
    estimator_.deleveraged(state_, 0, {{.5, .25}}, {-.05f, 0}, sink_);  // longs, shorts
    visit(-.02f);
    estimator_.deleveraged(state_, 0, {{0, .5}}, {-.02f, 0}, sink_);
    visit(.03f);
    finish(.03f);
    double const early = -gross * std::expm1(-.05), late = -gross * std::expm1(-.02),
                 end = -gross * std::expm1(.03);
    EXPECT_NEAR(profit(totals_, 0, TotalsLayout::at_horizon),
                .25 * early + .375 * late + .375 * end, .5);
    EXPECT_NEAR(profit(totals_, 0, TotalsLayout::at_horizon, spared), end, .5);
    EXPECT_EQ(count(totals_, 0, TotalsLayout::deleveraged_paths), 1u);
    EXPECT_NEAR(static_cast<double>(count(totals_, 0, TotalsLayout::deleveraged_share)) /
                    profit_bins::ticks_per_unit,
                .625, 1e-9);
    // The long was losing, so nothing of it is closed.
    EXPECT_EQ(count(totals_, 1, TotalsLayout::deleveraged_paths), 0u);
    EXPECT_NEAR(profit(totals_, 1, TotalsLayout::at_horizon), -end, .5);
    // The difference of the views is counted path by path.
    EXPECT_NEAR(profit(totals_, 0, TotalsLayout::at_horizon, 4),
                .25 * early + .375 * late - .625 * end, .5);
}

TEST_F(Deleveraged, OfAPositionThatIsLiquidatedLaterOnlyTheRestIsLost) {
    visit(-.05f);
    estimator_.deleveraged(state_, 0, {{0, .25}}, {-.05f, 0}, sink_);
    visit(.12f);
    finish(.0f);
    EXPECT_EQ(count(totals_, 0, TotalsLayout::liquidations), 1u);
    EXPECT_NEAR(profit(totals_, 0, TotalsLayout::at_horizon),
                -.25 * gross * std::expm1(-.05) - .75 * 2e5, .5);
    EXPECT_NEAR(profit(totals_, 0, TotalsLayout::at_horizon,
                       static_cast<int>(PortfolioView::not_deleveraged)),
                -2e5, .1);
    EXPECT_EQ(count(totals_, 0, TotalsLayout::liquidated_only_with), 1u);
}

TEST_F(Deleveraged, APositionThatIsClosedWhollyIsNotLiquidatedAnyMore) {
    visit(-.05f);
    estimator_.deleveraged(state_, 0, {{0, 1}}, {-.05f, 0}, sink_);
    visit(.12f);
    finish(.12f);
    EXPECT_EQ(count(totals_, 0, TotalsLayout::liquidations), 0u);
    EXPECT_NEAR(profit(totals_, 0, TotalsLayout::at_horizon), -gross * std::expm1(-.05), .5);
    EXPECT_NEAR(profit(totals_, 0, TotalsLayout::at_horizon,
                       static_cast<int>(PortfolioView::not_deleveraged)),
                -2e5, .1);
}

}  // namespace
}  // namespace liq::tests
