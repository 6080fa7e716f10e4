#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "host/report/json.hpp"
#include "host/report/terminal_summary.hpp"
#include "host/scenario/value_json.hpp"
#include "tests/support/findings_builder.hpp"

namespace liq {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> keys(Json const& object) {
    std::vector<std::string> names;
    for (auto const& [key, value] : object.items()) names.push_back(key);
    return names;
}

using Keys = std::vector<std::string>;
Keys const statistic_keys{"mean", "p01",  "p05",  "p50",  "p95",
                          "p99",  "p999", "es95", "es99", "worst_tail"};

TEST(ReportJson, HasTheKeysOfTheInterfaceInTheirOrder) {
    Json const all = Json::parse(report::report_json(test::report(), false));
    EXPECT_EQ(keys(all), (Keys{"program", "version", "schema", "runs"}));
    Json const& run = all["runs"][0];
    EXPECT_EQ(keys(run), (Keys{"name",
                               "set",
                               "variant",
                               "base",
                               "failure",
                               "scenario_sha256",
                               "market_sha256",
                               "asset",
                               "quote",
                               "as_of",
                               "spot",
                               "assumptions",
                               "horizon_seconds",
                               "step_seconds",
                               "seed",
                               "paths",
                               "steps",
                               "backend",
                               "device",
                               "backend_note",
                               "seconds",
                               "path_steps_per_second",
                               "complete",
                               "sampling",
                               "replicates",
                               "error_method",
                               "target",
                               "step_check_paths",
                               "outcomes",
                               "liquidated",
                               "largest_5min",
                               "largest_1h",
                               "largest_24h",
                               "largest_cascade",
                               "drawdown",
                               "displacement",
                               "highest",
                               "lowest",
                               "close",
                               "fund_drawdown",
                               "deleveraged",
                               "flows",
                               "classes",
                               "book",
                               "portfolio",
                               "limits",
                               "rounds_exhausted",
                               "warnings"}));
    EXPECT_EQ(keys(run["outcomes"][0]), (Keys{"event",
                                              "outcome",
                                              "kind",
                                              "question",
                                              "given",
                                              "hits",
                                              "trials",
                                              "probability",
                                              "standard_error",
                                              "low",
                                              "high",
                                              "mean_time",
                                              "hits_without_cascade",
                                              "probability_without_cascade",
                                              "standard_error_without_cascade",
                                              "low_without_cascade",
                                              "high_without_cascade",
                                              "mean_time_without_cascade",
                                              "cascade_effect",
                                              "cascade_effect_standard_error",
                                              "difference_to_base",
                                              "difference_to_base_standard_error"}));
    EXPECT_EQ(keys(run["liquidated"]), (Keys{"long", "short"}));
    EXPECT_EQ(keys(run["largest_1h"]), (Keys{"both", "long", "short"}));
    Keys with_other = statistic_keys;  // and what they are without the cascade
    with_other.push_back("without_cascade");
    EXPECT_EQ(keys(run["largest_1h"]["both"]), with_other);
    for (char const* name : {"largest_cascade", "drawdown", "displacement", "highest", "lowest",
                             "close", "fund_drawdown"})
        EXPECT_EQ(keys(run[name]), with_other) << name;
    EXPECT_EQ(keys(run["book"]["short"]),
              (Keys{"fuel", "off_grid", "wrong_side", "not_liquidatable"}));
}

TEST(ReportJson, HasTheValuesOfTheFindings) {
    Json const run = Json::parse(report::report_json(test::report(), false))["runs"][0];
    findings::RunFindings const f = test::run_findings();
    EXPECT_EQ(run["seed"].get<std::uint64_t>(), f.seed);
    EXPECT_EQ(run["outcomes"][1]["hits"], 441'679u);
    EXPECT_EQ(run["outcomes"][1]["probability"], 0.441679);
    EXPECT_EQ(run["close"]["es99"], f.distributions["close"]->statistics["es99"]);
    EXPECT_EQ(run["liquidated"]["short"]["p999"],
              f.distributions["liquidated.short"]->statistics["p999"]);
    EXPECT_EQ(run["set"]["price.volatility"], 0.45);
    EXPECT_EQ(run["set"]["impact.resilience"], "30min");
    EXPECT_EQ(run["warnings"].size(), 3u);
    EXPECT_EQ(run["close"]["worst_tail"], "low");
    EXPECT_EQ(run["drawdown"]["worst_tail"], "high");
}

TEST(ReportJson, HasTheLimitsAsTheyWereJudged) {
    Json const limits =
        Json::parse(report::report_json(test::report(), false))["runs"][0]["limits"];
    ASSERT_EQ(limits.size(), 3u);
    EXPECT_EQ(keys(limits[0]), (Keys{"metric", "tail", "worst_tail", "value", "low", "high", "warn",
                                     "max", "warn_below", "min", "state"}));
    EXPECT_EQ(limits[0]["state"], "breach");
    EXPECT_EQ(limits[1]["max"], 9e9);
    EXPECT_TRUE(limits[1]["warn"].is_null());
    EXPECT_TRUE(limits[2]["low"].is_null());
    EXPECT_TRUE(limits[0]["tail"].is_null() && limits[0]["worst_tail"].is_null());
    EXPECT_EQ(limits[1]["tail"], "high");
    EXPECT_EQ(limits[2]["tail"], "low");
    EXPECT_EQ(limits[2]["worst_tail"], "low");
}

TEST(ReportJson, WritesNullForWhatIsNotKnown) {
    findings::Report report = test::report();
    report.runs[0].findings.outcomes[0].cascade_effect = findings::not_known;
    report.runs[0].findings.distributions["close"]->statistics["mean"] =
        std::numeric_limits<double>::infinity();
    Json const run = Json::parse(report::report_json(report, false))["runs"][0];
    EXPECT_TRUE(run["outcomes"][0]["cascade_effect"].is_null());
    EXPECT_TRUE(run["close"]["mean"].is_null());
    EXPECT_TRUE(run["fund_drawdown"]["mean"].is_null());
    EXPECT_TRUE(run["deleveraged"]["long"]["es99"].is_null());
}

TEST(ReportJson, TurnsTomlValuesIntoJson) {
    EXPECT_EQ(scenario::json_of_toml("100_000"), Json(100000));
    EXPECT_EQ(scenario::json_of_toml("100e6"), Json(100e6));
    EXPECT_EQ(scenario::json_of_toml("true"), Json(true));
    EXPECT_EQ(scenario::json_of_toml("{ bid = 1.5, ask = 2.5 }"),
              (Json{{"ask", 2.5}, {"bid", 1.5}}));
    EXPECT_EQ(scenario::json_of_toml("[0.05, 0.5]"), (Json{0.05, 0.5}));
    EXPECT_EQ(scenario::json_of_toml("nan"), Json());
    EXPECT_EQ(scenario::json_of_toml("not toml \""), Json("not toml \""));
}

std::string plain() {
    return report::terminal_summary(test::report(), {});
}

/// Where `part` begins; the test fails where it does not occur.
std::size_t at(std::string const& text, std::string const& part) {
    std::size_t const found = text.find(part);
    EXPECT_NE(found, std::string::npos) << part << "\nin\n" << text;
    return found;
}

TEST(TerminalSummary, TellsQuestionAnswerEffectTailsBookAndCostInThisOrder) {
    std::string const text = plain();
    std::size_t before = 0;
    for (char const* part :
         {"BTC reaches 113,000 before 93,000 within 30 d?",
          "35.432 %  (95 % interval 35.338 % to 35.526 %)",
          "the cascade adds 0.7321 pp +- 0.0085 pp, distinguishable from 0",
          "the cascade removes 2.400 pp", "the cascade changes the outcome on no path",
          "not distinguishable from 0", "longs liquidated", "$8.64B", "closing price",
          "PRICE OVER TIME", "BOOK", "$12.5B", "branching ratio at most 1.40",
          "17 cascades were cut", "1,000,000 paths of 8,640 steps of 5 min",
          "1.06 G path-steps/s on cpu (2 threads)"}) {
        std::size_t const here = at(text, part);
        EXPECT_GT(here, before) << part;
        before = here;
    }
}

TEST(TerminalSummary, ShowsEveryLimitWithItsStateInColour) {
    std::string const text = plain();
    EXPECT_LT(at(text, "LIMITS"), at(text, "TAILS"));
    at(text, "  race_113k_93k.down               44.17 %     35.00 %     40.00 %      breach\n");
    at(text, "  liquidated.long.es95              $7.36B           -      $9.00B          ok\n");
    at(text, "in the low tail; low values are worst, but this limit is an upper bound");
    at(text, "the 95 % interval, up to $6,100, contains the limit that decides");
    std::string const coloured = report::terminal_summary(test::report(), {.colour = true});
    at(coloured, "\033[1;31m  race_113k_93k.down");
    at(coloured, "\033[32m  liquidated.long.es95");
    findings::Report none = test::report();
    none.runs[0].findings.limits.clear();
    EXPECT_EQ(report::terminal_summary(none, {}).find("LIMITS"), std::string::npos);
}

TEST(TerminalSummary, TellsTheErrorsOfTailsAndWhatALogDistanceIs) {
    findings::Report report = test::report();
    findings::RunFindings& run = report.runs[0].findings;
    auto& moved = run.distributions["displacement"] =
        test::distribution("displacement", "1", 0.6, false);
    moved->statistics["es99"] = 0.6931;
    run.limits = {{.metric = "displacement.es99", .unit = "1", .value = 0.6931, .state = "ok"}};
    std::string const text = report::terminal_summary(report, {.width = 120});
    std::size_t const row = at(text, "  price displaced by forced orders (log)");
    EXPECT_EQ(text.substr(row, text.find('\n', row) - row).find('%'), std::string::npos);
    EXPECT_LT(row, at(text, "0.6931 is 50.0 % down or 100.0 % up"));
    at(text, "  displacement.es99                 0.6931");
    at(text, "    95 % interval  ");
    EXPECT_EQ(text.find("is not known with fewer than 50 paths"), std::string::npos);
    run.paths = 4'000;
    at(report::terminal_summary(report, {}),
       "its interval is not known with fewer than 50 paths in the worst 1 %");
}

TEST(TerminalSummary, SaysHowMuchOfTheBookIsNearAndCanTakePart) {
    findings::Report report = test::report();
    findings::RunFindings& run = report.runs[0].findings;
    run.ladder = {};
    for (double const move : {-0.19, -0.09, 0.09, 0.3}) {
        run.ladder.price.push_back(run.spot * (1 + move));
        run.ladder.fuel.push_back(1e9);
    }
    run.book = {findings::BookSideFinding{.fuel = 1e9, .never = 24e9},
                findings::BookSideFinding{.fuel = 2e9, .off_grid = 2e9}};
    std::string const text = report::terminal_summary(report, {});
    at(text, "    within 10 % of spot                        $1.0B       $1.0B\n");
    at(text, "    within 20 % of spot                        $2.0B       $1.0B\n");
    at(text, "  4.0 % of the longs and 50.0 % of the shorts can take part in cascades");
}

TEST(TerminalSummary, PutsAnIncompleteResultOnTop) {
    findings::Report report = test::report();
    report.runs[0].findings.complete = false;
    report.runs[0].findings.paths = 12'345;
    std::string const text = report::terminal_summary(report, {});
    EXPECT_LT(at(text, "INCOMPLETE: 12,345 of 1,000,000 paths"), at(text, "june-2025"));
    EXPECT_EQ(plain().find("INCOMPLETE"), std::string::npos);
}

TEST(TerminalSummary, KeepsToAsciiWithoutColourUnlessAsked) {
    findings::Report report = test::report();
    report.runs[0].findings.description = "plain";
    std::string const text = report::terminal_summary(report, {});
    EXPECT_TRUE(std::ranges::all_of(text, [](char c) {
        return c == '\n' || (c >= ' ' && c <= '~');
    })) << text;
    EXPECT_NE(report::terminal_summary(report, {.colour = true}).find("\033[1m"),
              std::string::npos);
    EXPECT_NE(report::terminal_summary(report, {.unicode = true}).find("±"), std::string::npos);
}

TEST(TerminalSummary, FitsTheWidthOfTheTerminal) {
    std::string const text = plain();
    std::size_t start = 0;
    while (start < text.size()) {
        std::size_t const end = text.find('\n', start);
        EXPECT_LE(end - start, 82u) << text.substr(start, end - start);  // the dash takes 3 bytes
        start = end + 1;
    }
}

TEST(TerminalSummary, KeepsANumberAndItsUnitOnOneLine) {
    for (int width = 40; width < 100; ++width) {
        std::string const text = report::terminal_summary(test::report(), {.width = width});
        std::size_t start = 0;
        while (start < text.size()) {
            std::size_t const first = text.find_first_not_of(' ', start);
            EXPECT_FALSE(text.compare(first, 1, "%") == 0 || text.compare(first, 3, "pp ") == 0)
                << width << text.substr(start, 80);
            start = text.find('\n', start) + 1;
        }
    }
}

TEST(TerminalSummary, WritesNoControlCharactersOfAFileToTheTerminal) {
    findings::Report report = test::report();
    report.runs[0].findings.description =
        "\033]0;owned\007 \xC2\x9B"
        "2J";
    report.runs[0].findings.warnings = {"\033[2J"};
    std::string const text = report::terminal_summary(report, {.colour = false, .unicode = true});
    EXPECT_EQ(text.find('\033'), std::string::npos);
    EXPECT_EQ(text.find('\007'), std::string::npos);
    EXPECT_EQ(text.find("\xC2\x9B"), std::string::npos);
}

TEST(TerminalSummary, SaysWhatIsNotKnownWhenNoPathWasSimulated) {
    findings::Report report = test::report();
    findings::RunFindings& f = report.runs[0].findings;
    f.complete = false;
    f.paths = 0;
    for (auto& o : f.outcomes) o.with_cascade = {};
    f.distributions["close"]->statistics = {};
    std::string const text = report::terminal_summary(report, {});
    at(text, "not known: no path was simulated");
    EXPECT_EQ(text.find("nan"), std::string::npos) << text;
}

TEST(BranchingVerdict, NamesTheDepthAndNeverSaysThatNoCascadeSustainsItself) {
    findings::Report report = test::report();
    auto& ladder = report.runs[0].findings.ladder;
    // As in depth-collapse: below 1 at the depth of the start, far above it where depth withdraws.
    for (double& ratio : ladder.branching_ratio) ratio *= 0.5;
    for (double& ratio : ladder.branching_ratio_withdrawn) ratio *= 2;
    std::string const withdrawing = report::terminal_summary(report, {.width = 200});
    at(withdrawing, "branching ratio at most 0.70 at the depth of the start");
    at(withdrawing, "branching ratio at most 4.20 at the depth that remains");
    at(withdrawing, "At 1 or more a cascade sustains itself.");
    EXPECT_EQ(withdrawing.find("no cascade sustains"), std::string::npos);
    ladder.branching_ratio_withdrawn.clear();
    std::string const steady = report::terminal_summary(report, {.width = 200});
    at(steady, "below 1 everywhere");
    at(steady, "The ratio does not include walls");
    EXPECT_EQ(steady.find("no cascade sustains"), std::string::npos);
}

}  // namespace
}  // namespace liq
