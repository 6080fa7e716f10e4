// The table of the runs of a report, for runs that have different quantities and questions.
#include "host/report/run_table.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "host/report/write_report.hpp"
#include "host/storage/reader.hpp"
#include "tests/support/findings_builder.hpp"
#include "tests/support/market_file.hpp"
#include "tests/support/written_files.hpp"

namespace liq {
namespace {

/// A report of two runs, which `change` makes different.
template <class Change>
findings::Report two_runs(Change change) {
    findings::Report report = test::report();
    report.runs.push_back(report.runs.front());
    change(report.runs[0].findings, report.runs[1].findings);
    return report;
}

/// A report that is written to a file.
struct WrittenReport {
    explicit WrittenReport(findings::Report const& report) {
        test::write_report(folder.file("r.h5"), report, false);
    }
    [[nodiscard]] std::vector<double> numbers(std::string const& column) const {
        return reader().numbers("/summary/" + column).values;
    }
    [[nodiscard]] storage::Reader reader() const { return storage::Reader(folder.file("r.h5")); }

    test::TemporaryFolder folder;
};

TEST(RunTable, HasTheColumnsThatAnyRunHas) {
    WrittenReport const written(two_runs([](auto&, findings::RunFindings& later) {
        later.control_variate = true;
        later.outcomes[1].controlled = {0.4417, 0.0002, 0.4413, 0.4421, 0.96};
        later.distributions["fund_drawdown"] =
            test::distribution("fund_drawdown", "USD", 3e8, false);
    }));
    auto const controlled = written.numbers("race_113k_93k.down.controlled_probability");
    EXPECT_TRUE(std::isnan(controlled[0]));
    EXPECT_EQ(controlled[1], 0.4417);
    auto const fund = written.numbers("fund_drawdown.es99");
    EXPECT_TRUE(std::isnan(fund[0]));
    EXPECT_DOUBLE_EQ(fund[1], 1.08 * 3e8);
    EXPECT_FALSE(written.reader().has("/summary/deleveraged.long.es99"));
}

TEST(RunTable, GivesARunThatKeepsAKeyTheValueOfItsScenario) {
    WrittenReport const written(two_runs([](auto& base, findings::RunFindings& changed) {
        base.set.clear();
        base.scenario_text =
            "schema = 1\n[price]\nvolatility = 0.6\n[impact]\nresilience = \"30min\"\n"
            "[[event]]\nname = \"low\"\nlevel = 95_000.0\n";
        changed.set = {{"price.volatility", "0.45"},
                       {"impact.resilience", "\"1h\""},
                       {"event.low.level", "97000"},
                       {"price.drift", "0.1"}};
    }));
    EXPECT_EQ(written.numbers("set.price.volatility"), (std::vector{0.6, 0.45}));
    EXPECT_EQ(written.numbers("set.event.low.level"), (std::vector{95'000.0, 97'000.0}));
    EXPECT_TRUE(std::isnan(written.numbers("set.price.drift")[0])) << "the scenario does not say";
    EXPECT_EQ(written.reader().strings("/summary/set.impact.resilience").values,
              (std::vector<std::string>{"\"30min\"", "\"1h\""}));
}

TEST(RunTable, TellsEventsOfOneNameApartByWhatTheyAsk) {
    findings::Report report = two_runs([](auto&, findings::RunFindings& other) {
        other.outcomes[3].question = "touches 95,000 within 7 d";
        other.outcomes[3].with_cascade.probability = 0.125;
    });
    report.runs.push_back(report.runs[1]);
    report.runs[2].findings.base = 0;  // a run of the first one's family, with another level
    WrittenReport const written(report);
    auto const first = written.numbers("touch_97k.touched.probability");
    auto const second = written.numbers("touch_97k.touched (2).probability");
    EXPECT_EQ(first[0], 0.5);
    EXPECT_TRUE(std::isnan(first[1]));
    EXPECT_EQ(first[2], 0.125);
    EXPECT_TRUE(std::isnan(second[0]));
    EXPECT_EQ(second[1], 0.125);
    auto const meaning = [&](std::string const& column) {
        return written.reader().text("/summary/" + column, "long_name").value_or("");
    };
    EXPECT_EQ(meaning("touch_97k.touched (2).probability"),
              "probability: BTC touches 95,000 within 7 d");
    EXPECT_EQ(meaning("close_150k.above.probability"), "probability");
}

TEST(RunTable, OfTwoAssetsDoesNotMixTheirEvents) {
    WrittenReport const written(
        two_runs([](auto&, findings::RunFindings& other) { other.asset = "DOGE"; }));
    EXPECT_TRUE(std::isnan(written.numbers("touch_97k.touched.probability")[1]));
    EXPECT_EQ(written.reader().text("/", "asset"), "BTC, DOGE");
}

TEST(ReportFile, OfSeveralScenariosSaysSoAtItsRoot) {
    WrittenReport const written(two_runs([](auto&, findings::RunFindings& other) {
        other.name = "october-2025";
        other.description = "another";
        other.as_of = "2025-10-10T20:50:00Z";
    }));
    auto const text = [&](char const* name) { return written.reader().text("/", name); };
    EXPECT_EQ(text("title"), "Liquidation-cascade simulation: june-2025, october-2025");
    EXPECT_EQ(text("as_of"), "mixed");
    EXPECT_EQ(text("asset"), "BTC");
    EXPECT_FALSE(text("summary"));
    WrittenReport const alone(test::report());
    EXPECT_EQ(alone.reader().text("/", "as_of"), "2025-06-05T21:00:00Z");
    EXPECT_TRUE(alone.reader().text("/", "summary"));
}

}  // namespace
}  // namespace liq
