// Warnings about what came out: where a cascade sustains itself, free falls, few paths.
#include "host/results/result_warnings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "host/results/estimates.hpp"
#include "tests/support/findings_builder.hpp"

namespace liq {
namespace {

/// A run of a million paths without anything to warn of: half of its paths come to -5 and +5 %.
findings::RunFindings quiet_run() {
    findings::RunFindings run = test::run_findings(2);
    run.warnings.clear();
    std::ranges::fill(run.ladder.branching_ratio, 0.5);
    std::ranges::fill(run.ladder.branching_ratio_withdrawn, 0.6);
    for (auto const& [name, far] : {std::pair{0, 0.95}, {1, 1.05}}) {
        auto found = test::distribution("a price", "USD", run.spot, true, name == 0);
        (*found.statistics_without_cascade)["p50"] = far * run.spot;
        (name == 0 ? run.distributions["lowest"] : run.distributions["highest"]) = found;
    }
    run.distributions["displacement"] = test::distribution("displacement", "1", 0.1, false);
    run.distributions["displacement"]->statistics["p50"] = 0.02;
    return run;
}

/// Sets the branching ratio of `n` grid points from `first` on, counted from spot.
void set_ratio(findings::RunFindings& run, Side side, std::size_t first, std::size_t n,
               double ratio) {
    std::size_t const middle = run.ladder.price.size() / 2;
    for (std::size_t i = first; i < first + n; ++i)
        run.ladder.branching_ratio[side == Side::long_side ? middle - 1 - i : middle + i] = ratio;
}

std::string warning_of(findings::RunFindings run) {
    results::warn_of_results(run);
    std::string all;
    for (std::string const& one : run.warnings) all += one + "\n";
    return all;
}

TEST(ResultWarnings, SayNothingOfAQuietRun) {
    EXPECT_EQ(warning_of(quiet_run()), "");
}

TEST(ResultWarnings, SayWhereACascadeSustainsItself) {
    findings::RunFindings run = quiet_run();
    set_ratio(run, Side::long_side, 20, 30, 1.5);
    std::string const text = warning_of(run);
    EXPECT_NE(text.find("of longs from $99,"), std::string::npos) << text;
    EXPECT_NE(text.find("where it is up to 1.5"), std::string::npos) << text;
    EXPECT_NE(text.find("impact.depth"), std::string::npos) << text;
    EXPECT_EQ(text.find("shorts"), std::string::npos) << text;
    set_ratio(run, Side::short_side, 20, 30, 2.5);
    EXPECT_NE(warning_of(run).find("; of shorts from $102,897 to"), std::string::npos);
}

TEST(ResultWarnings, AreSilentOfSingleLevelsAndOfWhatFewPathsReach) {
    findings::RunFindings run = quiet_run();
    set_ratio(run, Side::long_side, 20, 5, 1.4);
    EXPECT_EQ(warning_of(run), "") << "a single level: 0.95 in the mean over 1 % of the price";
    set_ratio(run, Side::long_side, 200, 100, 3);
    set_ratio(run, Side::short_side, 200, 100, 3);
    EXPECT_EQ(warning_of(run), "") << "at -18 and +22 %, where few paths come by themselves";
    run.ladder.branching_ratio.clear();
    run.ladder.branching_ratio_withdrawn.clear();
    EXPECT_EQ(warning_of(run), "");
}

TEST(ResultWarnings, TellTheEndsOfAStretch) {
    findings::RunFindings run = quiet_run();
    set_ratio(run, Side::short_side, 10, 40, 2);
    auto const found =
        results::sustaining_stretch(run.ladder, run.ladder.branching_ratio,
                                    {.side = Side::short_side, .spot = run.spot, .reach = 1e9});
    EXPECT_NEAR(found.largest, 2, 1e-9);
    // The mean of 10 points is 1 from where 4 of them are 2 and 6 are 0.5 on.
    EXPECT_NEAR(std::log(found.near / run.spot), 5 / 1024.0, 1e-9);
    EXPECT_NEAR(std::log(found.far / run.spot), 56 / 1024.0, 1e-9);
    EXPECT_EQ(found.points, 52U);
}

TEST(ResultWarnings, CallAFreeFallNoForecast) {
    findings::RunFindings run = quiet_run();
    run.distributions["displacement"]->statistics["p50"] = 0.6931;
    std::string const text = warning_of(run);
    EXPECT_NE(text.find("by a factor of at least 2.00, up or down"), std::string::npos) << text;
    EXPECT_NE(text.find("no forecast"), std::string::npos) << text;
    run.distributions["displacement"]->statistics["p50"] = 0.2;
    EXPECT_EQ(warning_of(run), "") << "18 %";
}

TEST(ResultWarnings, NameWhatRestsOnFewPaths) {
    findings::RunFindings run = quiet_run();
    run.paths = run.paths_asked = 300;
    for (auto& o : run.outcomes) o.with_cascade = results::estimate_of(150, 300);
    run.outcomes.back().with_cascade = results::estimate_of(3, 300);
    std::string const text = warning_of(run);
    EXPECT_NE(text.find("300 paths are few: p99 and ES99"), std::string::npos) << text;
    EXPECT_NE(text.find("rest on the worst 3 paths"), std::string::npos) << text;
    EXPECT_NE(text.find(" and 1 more. Use"), std::string::npos) << text;
    EXPECT_NE(text.find("race_113k_93k.up (95 % interval of 12 points)"), std::string::npos)
        << text;
    run.outcomes.erase(run.outcomes.begin(), run.outcomes.begin() + 3);
    std::string const few = warning_of(run);
    EXPECT_NE(few.find("close_150k.above (happens on 3 paths)"), std::string::npos) << few;
    run.outcomes.back().with_cascade = results::estimate_of(299, 300);
    EXPECT_NE(warning_of(run).find("(does not happen on 1 path)"), std::string::npos);
    EXPECT_NE(text.find("Use --paths 10,000 or more"), std::string::npos) << text;
}

TEST(ResultWarnings, AreSilentOfARareOutcomeOfManyPaths) {
    EXPECT_EQ(warning_of(quiet_run()), "") << "close_150k.above has 3 of a million paths";
    findings::RunFindings run = quiet_run();
    run.paths = run.paths_asked = 1;
    EXPECT_NE(warning_of(run).find("1 path is few: p99 and ES99"), std::string::npos);
    run.paths = 0;
    EXPECT_EQ(warning_of(run), "");
}

}  // namespace
}  // namespace liq
