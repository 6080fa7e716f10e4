// A batch at the terminal: one table, what it says beside it, and how runs are named.
#include "host/report/overview.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "host/errors.hpp"
#include "host/report/run_labels.hpp"
#include "host/report/terminal_summary.hpp"
#include "tests/support/findings_builder.hpp"
#include "tests/support/lines_of_text.hpp"

namespace liq {
namespace {

/// Where `part` begins; the test fails where it does not occur.
std::size_t at(std::string const& text, std::string const& part) {
    std::size_t const found = text.find(part);
    EXPECT_NE(found, std::string::npos) << part << "\nin\n" << text;
    return found;
}

/// A base run, two values of a sweep and a variant.
findings::Report family() {
    findings::Report report;
    for (int i = 0; i < 4; ++i) {
        findings::ReportedRun run = test::report().runs[0];
        run.findings.base = i == 0 ? std::nullopt : std::optional<std::uint64_t>(0);
        run.findings.set = {{"impact.depth", "100000000.0"}};
        if (i == 1 || i == 2) run.findings.set["price.volatility"] = i == 1 ? "0.55" : "0.7000";
        if (i == 3) run.findings.variant = "thin-book";
        run.findings.limits.clear();
        report.runs.push_back(std::move(run));
    }
    return report;
}

TEST(Overview, ShowsEveryWarningOnceWithItsRuns) {
    findings::Report report = family();
    report.runs[2].findings.warnings.push_back("of the third run alone");
    std::string const text = report::terminal_summary(report, {.width = 200});
    std::string const old = "warning: market: the snapshot is 171 days old [all runs]\n";
    EXPECT_EQ(text.find(old, at(text, old) + 1), std::string::npos);
    at(text, "warning: of the third run alone [run 2]\n");
    at(text, "warning: 17 cascades were cut at the largest number of rounds");
    std::string const note = "note: using the CPU: there is no CUDA device\n";
    at(text, note);
    std::string const quiet = report::terminal_summary(report, {.width = 200, .notes = false});
    EXPECT_EQ(quiet.find("note: "), std::string::npos);
    at(quiet, old);
}

TEST(Overview, SaysWhatTheSnapshotsAssumeOnce) {
    findings::Report report = family();
    std::string const line =
        "the snapshot assumes: leverage of open positions is not public, and assumed\n";
    std::string const text = report::terminal_summary(report, {.width = 200});
    EXPECT_EQ(text.find(line, at(text, line) + 1), std::string::npos);
    report.runs.resize(1);
    std::string& stated = report.runs[0].findings.assumptions;
    at(report::terminal_summary(report, {.width = 200}), line);
    for (int i = 0; i < 40; ++i) stated += "\n" + std::to_string(i) + " words";
    std::string const one = report::terminal_summary(report, {.width = 200});
    at(one, " ... (all: --json)\n");
    EXPECT_EQ(one.find("39 words"), std::string::npos);
    stated.clear();
    EXPECT_EQ(report::terminal_summary(report, {}).find("assume"), std::string::npos);
    report = family();
    report.runs[1].findings.assumptions = "another";
    at(report::terminal_summary(report, {}), "the snapshots assume: 2 texts that differ");
}

TEST(Overview, ShowsWarningsThatDifferInNumbersAloneOnce) {
    findings::Report report = family();
    char const* const said[] = {"", "is $1.25B (-3.1 %) of a.toml:12 at wall.0",
                                "is $900M (+4 %) of a.toml:12 at wall.0",
                                "is $900M (+4 %) of a.toml:13 at wall.0"};
    for (std::size_t i = 1; i < 4; ++i) report.runs[i].findings.warnings.emplace_back(said[i]);
    std::string const text = report::terminal_summary(report, {.width = 200});
    at(text, "warning: " + std::string(said[1]) + " [runs 1, 2; the numbers are those of run 1]\n");
    at(text, "warning: " + std::string(said[3]) + " [run 3]\n");
    EXPECT_EQ(text.find(said[2]), std::string::npos);
}

TEST(Overview, IsOneTableWithARowForEachRunAndSettingsInColumns) {
    std::string const text = report::terminal_summary(family(), {.width = 400});
    at(text, "  run           volatility");
    at(text, "  1                   0.55");
    at(text, "  2                    0.7");
    at(text, "  3  thin-book");
    at(text, "changed: impact.depth = 100000000.0");
    at(text, "race_113k_93k.up: BTC reaches 113,000 before 93,000 within 30 d");
    EXPECT_EQ(text.find("1  depth"), std::string::npos);
    std::size_t const head = at(text, "race_113k_93k.up  ");
    EXPECT_EQ(text.find("race_113k_93k.up  ", head + 1), std::string::npos) << text;
    EXPECT_LT(head, at(text, "TAILS (ES99"));
    EXPECT_LT(at(text, "TAILS (ES99"), at(text, "warning: "));
}

TEST(Overview, NeverWrapsARowAndSaysWhichColumnsAreLeftOut) {
    for (int const width : {60, 80, 120, 200, 400}) {
        std::string const text = report::terminal_summary(family(), {.width = width});
        EXPECT_NE(text.find("race_113k_93k.up"), std::string::npos) << text;
        std::size_t rows = 0;
        for (std::string const& line : test::lines_of_text(text)) {
            EXPECT_LE(words::width_of(line), static_cast<std::size_t>(width)) << line;
            rows += line.starts_with("  1    ") ? 1 : 0;
        }
        EXPECT_GE(rows, 1U);
        bool const is_narrow = width < 400;
        EXPECT_EQ(text.find("too narrow for ") != std::string::npos, is_narrow) << text;
    }
}

TEST(Overview, SortsByAColumnAndRefusesOneThatIsNotThere) {
    std::string const text = report::terminal_summary(family(), {.width = 100}, "volatility");
    EXPECT_LT(at(text, "\n  1   "), at(text, "\n  2   "));
    EXPECT_LT(at(text, "\n  2   "), at(text, "\n  0  base")) << "what is not set comes last";
    try {
        static_cast<void>(report::terminal_summary(family(), {}, "volatilty"));
        FAIL() << "accepted a column that is not there";
    } catch (Error const& error) {
        std::string const what = error.what();
        at(what, "--sort volatilty: is no column of the table");
        at(what, "set.price.volatility, race_113k_93k.up.probability");
    }
}

TEST(Overview, NumbersLongValuesAndExplainsThem) {
    findings::Report report = family();
    for (std::size_t i = 0; i < 3; ++i) {
        auto& set = report.runs[i].findings.set;
        for (char const* key : {"impact.depth", "price"})
            set[key] = "{ model = \"merton\", volatility = 0." + std::to_string(i % 2 + 1) +
                       ", jump_intensity = 12, jump_mean = -0.01 }";
    }
    std::string const text = report::terminal_summary(report, {.width = 80});
    at(text, "  depth #2: { model = \"merton\", volatility = 0.2,");
    EXPECT_EQ(text.find("  depth #3: "), std::string::npos) << "equal values share a number";
}

TEST(RunLabels, AreOfTheShortestKeysThatAreUnambiguous) {
    using Names = std::vector<std::string>;
    EXPECT_EQ(report::short_keys({"impact.depth", "price.volatility"}),
              (Names{"depth", "volatility"}));
    EXPECT_EQ(report::short_keys({"event.a.level", "event.b.level", "seed"}),
              (Names{"a.level", "b.level", "seed"}));
}

}  // namespace
}  // namespace liq
