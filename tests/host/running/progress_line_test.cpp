#include "host/running/progress_line.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

#include "tests/support/plan_builder.hpp"

namespace liq {
namespace {

/// Hits over paths of the first outcome.
running::ShownEstimate const race_up{
    "race.up",
    [](Totals const& totals) {
        findings::Estimate const e = results::estimate_of(totals, 0, 0);
        return results::RunningEstimate{e.probability, e.standard_error, e.standard_error};
    },
    0};

Plan race_plan() {
    return tests::PlanBuilder().clock(24, tests::hour).race(0.01, -0.01).build();
}

TEST(ProgressText, TellsShareRateTimeLeftAndTheEstimateWithItsError) {
    Totals const totals = tests::simulate(race_plan(), 10'000);
    // A quarter of the paths took two seconds, so six seconds are left.
    std::string const text = running::progress_text({10'000, 40'000, 24, 2.0, &totals}, race_up);
    double const p = static_cast<double>(totals.outcome(0, TotalsLayout::hits)) / 10'000;
    char estimate[64];
    std::snprintf(estimate, sizeof estimate, "race.up %.4f +- %.4f", p,
                  std::sqrt(p * (1 - p) / 10'000));
    EXPECT_EQ(text, std::string{" 25.0 %  10.0 k of 40.0 k paths  120 k path-steps/s  6 s left  "} +
                        estimate);
}

TEST(ProgressText, KeepsTheEstimateWhereColumnsAreFew) {
    Totals const totals = tests::simulate(race_plan(), 10'000);
    running::Progress const progress{10'000, 40'000, 24, 2.0, &totals};
    std::string const full = running::progress_text(progress, race_up);
    std::string const without_rate = running::progress_text(progress, race_up, full.size() - 1);
    EXPECT_EQ(without_rate.find("path-steps/s"), std::string::npos);
    EXPECT_NE(without_rate.find("of 40.0 k paths"), std::string::npos);
    std::string const shortest = running::progress_text(progress, race_up, without_rate.size() - 1);
    EXPECT_EQ(shortest.find("paths"), std::string::npos);
    EXPECT_NE(shortest.find("6 s left  race.up 0."), std::string::npos);
    EXPECT_EQ(running::progress_text(progress, race_up, 10).size(), 10U);
}

TEST(ProgressLine, WritesNothingWhenItIsQuiet) {
    Totals const totals = tests::simulate(race_plan(), 100);
    testing::internal::CaptureStderr();
    {
        running::ProgressLine line(running::ProgressLine::Style::none, race_up);
        line.show({100, 400, 24, 2.0, &totals});
    }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(ProgressLine, IsRedrawnWithinTheWidthOfTheTerminalAndClearedAtTheEnd) {
    Totals const totals = tests::simulate(race_plan(), 100);
    testing::internal::CaptureStderr();
    {
        running::ProgressLine line(
            running::ProgressLine::Style::redrawn,
            running::ShownEstimate{
                "an_event_of_a_name_that_is_too_long_for_any_terminal_of_that_width.up",
                race_up.estimate, 0});
        line.show({100, 400, 24, 2.0, &totals});
        line.show({200, 400, 24, 4.0, &totals});  // too soon after the first
    }
    std::string const drawn = testing::internal::GetCapturedStderr();
    EXPECT_EQ(drawn.find("\r\033[K 25.0 %"), 0U);
    EXPECT_EQ(drawn.find("50.0 %"), std::string::npos);
    EXPECT_EQ(drawn.size(),
              4U + 79U + 4U);  // captured into a file, whose width counts as 80 columns
    EXPECT_EQ(drawn.substr(drawn.size() - 4), "\r\033[K");
}

TEST(ProgressLine, WaitsWithItsFirstLineWhereThereIsNoTerminal) {
    Totals const totals = tests::simulate(race_plan(), 100);
    testing::internal::CaptureStderr();
    {
        running::ProgressLine line(running::ProgressLine::Style::now_and_then, race_up);
        line.show({100, 400, 24, 2.0, &totals});
    }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace liq
