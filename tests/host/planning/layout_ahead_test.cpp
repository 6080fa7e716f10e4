// The size of a run's counters is known before it is planned.
#include "host/planning/layout_ahead.hpp"

#include <gtest/gtest.h>

#include "host/planning/make_plan.hpp"
#include "tests/host/scenario/sample.hpp"
#include "tests/support/findings_builder.hpp"

namespace liq {
namespace {

std::string const position = R"(
[[position]]
name = "long"
side = "long"
notional = 4e4
entry = 102_000
leverage = 8
venue = "binance"
what_if = { stop = 97_000 }
)";

std::string const conditional = R"(
[[event]]
name = "low_then_high"
kind = "touch"
level = 113_000
given = "touch_97k.touched"
)";

TEST(LayoutAhead, IsTheLayoutOfThePlan) {
    for (std::string const& text : {sample::full, sample::full + position + conditional})
        for (std::vector<std::string> set :
             {std::vector<std::string>{"cascade.enabled=false"},
              {"cascade.book=living", "book.turnover=3d"},
              {"waterfall.enabled=true", "waterfall.fund=0"},
              {"simulation.sampling=antithetic", "simulation.replicates=64",
               "simulation.paths=128"}}) {
            scenario::Scenario const scenario = sample::read(text, set);
            TotalsLayout planned = planning::plan_run(scenario, *test::small_market()).plan.layout;
            TotalsLayout const ahead = planning::layout_ahead(scenario);
            EXPECT_GE(ahead.n_cold(), planned.n_cold());
            planned.sweeps_hold_fuel = true;
            EXPECT_EQ(ahead, planned) << set.front();
        }
}

TEST(LayoutAhead, IsMuchLargerWithManyPositions) {
    std::string many = sample::full;
    for (int i = 0; i < 64; ++i) {
        std::string one = position;
        one.replace(one.find("\"long\"") + 1, 4, "p" + std::to_string(i));
        many += one;
    }
    auto const bytes = [](TotalsLayout const& layout) { return 8 * layout.n_cold(); };
    EXPECT_GT(bytes(planning::layout_ahead(sample::read(many))),
              bytes(planning::layout_ahead(sample::read(sample::full))) + 10'000'000);
}

}  // namespace
}  // namespace liq
