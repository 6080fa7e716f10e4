// The findings made from the counters of a full cascade: flows, the fund, quantities cut at their
// upper bound.
#include "host/results/conclude.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "host/planning/make_plan.hpp"
#include "tests/host/scenario/sample.hpp"
#include "tests/support/findings_builder.hpp"

namespace liq {
namespace {

struct CountedRun {
    scenario::Scenario scenario;
    std::shared_ptr<market::Market const> market = test::small_market();
    planning::PlannedRun plan;
    Totals totals;

    explicit CountedRun(std::vector<std::string> const& set)
        : scenario(sample::read(sample::full, set)),
          plan(planning::plan_run(scenario, *market)),
          totals(plan.plan.layout) {
        count(totals.layout().paths(), 4);
    }
    void count(std::int64_t hot, Counter value) {
        totals.hot()[static_cast<std::size_t>(hot)] = value;
    }
    /// A sum in two parts of 32 bits.
    void sum(std::int64_t hot, Counter value) {
        count(hot, value % 4294967296u);
        count(hot + 1, value / 4294967296u);
    }
    [[nodiscard]] findings::RunFindings findings() const {
        return results::conclude(scenario, *market, plan, totals);
    }
};

std::vector<std::string> const living{"cascade.book=living", "book.turnover=3d"};

TEST(Conclude, MakesMeansInUsdOfEveryFlow) {
    CountedRun run(living);
    Counter usd = 3'000'000'000;  // beyond 32 bits of ticks
    for (Side const side : {Side::long_side, Side::short_side})
        for (int what = 0; what < n_flows; ++what)
            run.sum(run.totals.layout().flow(side, Flow{what}), 4 * 16 * usd++);
    auto const flows = run.findings().flows;
    ASSERT_TRUE(flows.has_value());
    double expected = 3e9;
    for (findings::FlowsFinding const& side : *flows) {
        for (double const mean : {side.initial, side.opened, side.closed, side.liquidated,
                                  side.deleveraged, side.alive, side.inflow_off_grid})
            EXPECT_EQ(mean, expected++);
    }
}

// Without price impact a living book lives all the same.
TEST(Conclude, HasFlowsOnlyOfALivingBookThatHadPaths) {
    EXPECT_FALSE(CountedRun({}).findings().flows.has_value());
    EXPECT_TRUE(CountedRun(living).findings().flows.has_value());
    CountedRun none(living);
    none.count(none.totals.layout().paths(), 0);
    EXPECT_FALSE(none.findings().flows.has_value());
    auto off = living;
    off.emplace_back("cascade.enabled=false");
    EXPECT_TRUE(CountedRun(off).findings().flows.has_value());
}

TEST(Conclude, SaysWhichClassesALivingBookHad) {
    EXPECT_TRUE(CountedRun({}).findings().classes.empty());
    auto const found = CountedRun({"cascade.book=living", "book.target={ long = 2, short = 3 }",
                                   "book.turnover=[{ leverage = 5, turnover = \"3d\" }, "
                                   "{ leverage = 99, turnover = \"never\" }]"})
                           .findings()
                           .classes;
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].highest_leverage, 5);
    EXPECT_EQ(found[0].turnover, 259'200);
    EXPECT_EQ(found[1].lowest_leverage, 20) << "of the snapshot, not of the list";
    EXPECT_EQ(found[1].turnover, std::numeric_limits<double>::infinity());
    EXPECT_EQ(found[1].target_long, 2);
    EXPECT_EQ(found[1].target_short, 3);
}

TEST(Conclude, HasTheFundAndWhatWasDeleveragedOnlyWithAWaterfall) {
    findings::RunFindings const without = CountedRun({}).findings();
    EXPECT_FALSE(without.distributions["fund_drawdown"] ||
                 without.distributions["deleveraged.long"] ||
                 without.distributions["deleveraged.short"]);

    CountedRun run({"waterfall.enabled=true"});
    TotalsLayout const& layout = run.totals.layout();
    run.sum(layout.sums(Quantity::fund_drawdown), Counter{4} * 16 * 1'300'000'000);
    run.sum(layout.sums(Quantity::deleveraged_short), Counter{4} * 16 * 25'000'000);
    findings::RunFindings const f = run.findings();
    ASSERT_TRUE(f.distributions["fund_drawdown"] && f.distributions["deleveraged.long"] &&
                f.distributions["deleveraged.short"]);
    EXPECT_EQ(f.distributions["fund_drawdown"]->statistics["mean"], 1.3e9);
    EXPECT_EQ(f.distributions["deleveraged.long"]->statistics["mean"], 0);
    EXPECT_EQ(f.distributions["deleveraged.short"]->statistics["mean"], 2.5e7);
    EXPECT_EQ(f.outcomes.back().event, "waterfall");
    EXPECT_EQ(f.outcomes.back().outcome, "fund_emptied");
}

TEST(Conclude, CountsTheCascadesThatWereCutShort) {
    CountedRun run({});
    run.count(run.totals.layout().rounds_exhausted(), 17);
    EXPECT_EQ(run.findings().rounds_exhausted, 17u);
}

}  // namespace
}  // namespace liq
