#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>

#include "host/errors.hpp"
#include "host/market/read_market.hpp"
#include "host/market/write_market.hpp"
#include "host/report/json.hpp"
#include "host/report/read_report.hpp"
#include "host/report/terminal_summary.hpp"
#include "host/report/write_report.hpp"
#include "host/storage/reader.hpp"
#include "tests/support/findings_builder.hpp"
#include "tests/support/market_file.hpp"
#include "tests/support/written_files.hpp"

namespace liq {
namespace {

using test::TemporaryFolder;

/// The message and the exit code of an attempt to read the file.
std::pair<Exit, std::string> refusal(std::filesystem::path const& file) {
    try {
        static_cast<void>(report::read_report(file));
    } catch (Error const& error) {
        return {error.exit(), error.what()};
    }
    return {Exit::done, "was read"};
}

std::string bytes_of(TemporaryFolder const& folder, findings::Report const& report,
                     bool reproducible) {
    test::write_report(folder.file("bytes.h5"), report, reproducible);
    std::ostringstream bytes;
    bytes << std::ifstream(folder.file("bytes.h5"), std::ios::binary).rdbuf();
    return bytes.str();
}

void expect_same_findings(findings::RunFindings const& a, findings::RunFindings const& b) {
    EXPECT_EQ(a.seed, b.seed);
    EXPECT_EQ(a.description, b.description);
    EXPECT_EQ(a.assumptions, b.assumptions);
    EXPECT_EQ(a.scenario_text, b.scenario_text);
    EXPECT_EQ(a.set, b.set);
    EXPECT_EQ(a.time, b.time);
    EXPECT_EQ(a.quantile, b.quantile);
    EXPECT_EQ(a.price_quantile, b.price_quantile);
    EXPECT_EQ(a.price_quantile_without_cascade, b.price_quantile_without_cascade);
    EXPECT_EQ(a.price_edge, b.price_edge);
    EXPECT_EQ(a.expected_liquidated, b.expected_liquidated);
    EXPECT_EQ(a.ladder.branching_ratio, b.ladder.branching_ratio);
    EXPECT_EQ(a.ladder.branching_ratio_withdrawn, b.ladder.branching_ratio_withdrawn);
    EXPECT_EQ(a.backend_note, b.backend_note);
    EXPECT_EQ(a.ladder.bankruptcy_gap, b.ladder.bankruptcy_gap);
    EXPECT_EQ(a.distributions["close"]->count_without_cascade,
              b.distributions["close"]->count_without_cascade);
    EXPECT_EQ(a.distributions["close"]->worst_is_low, b.distributions["close"]->worst_is_low);
    EXPECT_EQ(a.distributions["liquidated.long"]->statistics_without_cascade.has_value(),
              b.distributions["liquidated.long"]->statistics_without_cascade.has_value());
    ASSERT_EQ(a.limits.size(), b.limits.size());
    for (std::size_t i = 0; i < a.limits.size(); ++i) {
        EXPECT_EQ(a.limits[i].metric, b.limits[i].metric);
        EXPECT_EQ(a.limits[i].state, b.limits[i].state);
        EXPECT_EQ(a.limits[i].unit, b.limits[i].unit);
        EXPECT_EQ(a.limits[i].value, b.limits[i].value);
        EXPECT_EQ(std::isnan(a.limits[i].max), std::isnan(b.limits[i].max));
    }
    ASSERT_EQ(a.outcomes.size(), b.outcomes.size());
    for (std::size_t i = 0; i < a.outcomes.size(); ++i) {
        EXPECT_EQ(a.outcomes[i].question, b.outcomes[i].question);
        EXPECT_EQ(a.outcomes[i].without_cascade.hits, b.outcomes[i].without_cascade.hits);
        if (a.outcomes[i].kind == "touch") {
            EXPECT_EQ(a.outcomes[i].by_time, b.outcomes[i].by_time);
        }
    }
}

TEST(ReportFile, OfALayoutWithoutLimitsHasNone) {
    TemporaryFolder const folder;
    auto const file = folder.file("report.h5");
    test::write_report(file, test::report(), true);
    test::FileEditor(file, test::FileEditor::Mode::change).remove("/runs/000000/limits");
    EXPECT_TRUE(report::read_report(file).runs[0].findings.limits.empty());
}

TEST(ReportFile, GivesBackWhatWasWritten) {
    TemporaryFolder const folder;
    findings::Report const report = test::report();
    test::write_report(folder.file("r.h5"), report, false);
    findings::Report const back = report::read_report(folder.file("r.h5"));
    EXPECT_EQ(report::report_json(back, false), report::report_json(report, false));
    EXPECT_EQ(report::terminal_summary(back, {}), report::terminal_summary(report, {}));
    EXPECT_EQ(back.revision, report.revision);
    EXPECT_EQ(back.created, report.created);
    ASSERT_EQ(back.runs.size(), 1u);
    expect_same_findings(back.runs[0].findings, report.runs[0].findings);
}

TEST(ReportFile, GivesBackTargetsReplicatesAndControlVariates) {
    TemporaryFolder const folder;
    findings::Report report = test::report();
    findings::RunFindings& f = report.runs[0].findings;
    f.sampling = "antithetic";
    f.replicates = 16;
    f.error_method = "spread of 16 replicates";
    f.target = findings::TargetFinding{"race_113k_93k.down", 2.5e-4, true};
    f.control_variate = true;
    f.outcomes[1].controlled = {0.4417, 0.0002, 0.4413, 0.4421, 0.96};
    f.outcomes[1].exact_without_cascade = 0.425;
    test::write_report(folder.file("r.h5"), report, true);
    findings::Report const back = report::read_report(folder.file("r.h5"));
    EXPECT_EQ(report::report_json(back, true), report::report_json(report, true));
    std::string const shown = report::terminal_summary(back, {});
    for (std::string const words : {"antithetic sampling: spread of 16", "standard error 0.00025",
                                    "reached after 1,000,000", "with control variate 44.17"})
        EXPECT_NE(shown.find(words), std::string::npos) << words;
}

TEST(ReportFile, GivesBackConditionsAndHowOftenTheyHappened) {
    TemporaryFolder const folder;
    findings::Report report = test::report();
    findings::RunFindings& f = report.runs[0].findings;
    f.outcomes[3].given = "close_150k.above";
    f.outcomes[3].with_cascade = results::estimate_of(2, 3);
    f.outcomes[3].without_cascade = results::estimate_of(0, 0);
    test::write_report(folder.file("r.h5"), report, true);
    findings::Report const back = report::read_report(folder.file("r.h5"));
    EXPECT_EQ(report::report_json(back, true), report::report_json(report, true));
    findings::OutcomeFinding const& read = back.runs[0].findings.outcomes[3];
    EXPECT_EQ(read.given, "close_150k.above");
    EXPECT_EQ(read.with_cascade.trials, 3u);
    EXPECT_EQ(back.runs[0].findings.outcomes[2].given, "");
    EXPECT_EQ(back.runs[0].findings.outcomes[2].with_cascade.trials, f.paths);
    std::string const shown = report::terminal_summary(back, {});
    EXPECT_NE(shown.find("close_150k.above happened on 3 of"), std::string::npos) << shown;
}

TEST(ReportFile, GivesBackThePositionsOfTheDesk) {
    TemporaryFolder const folder;
    findings::Report report = test::report();
    findings::RunFindings& f = report.runs[0].findings;
    findings::PortfolioFinding portfolio;
    portfolio.positions = {test::subject("core", "", "long", 2, f.time.size()),
                           test::subject("core", "stop = 95000", "long", 3, f.time.size())};
    portfolio.positions[1].liquidation_price = findings::not_known;
    portfolio.totals = {test::subject("total", "", "", 5, f.time.size()),
                        test::subject("total", "all what-ifs", "", 7, f.time.size())};
    f.portfolio = portfolio;
    test::write_report(folder.file("r.h5"), report, false);
    findings::Report const back = report::read_report(folder.file("r.h5"));
    EXPECT_EQ(report::report_json(back, true), report::report_json(report, true));
    EXPECT_EQ(report::terminal_summary(back, {}), report::terminal_summary(report, {}));
    ASSERT_TRUE(back.runs[0].findings.portfolio);
    findings::PortfolioFinding const& read = *back.runs[0].findings.portfolio;
    ASSERT_EQ(read.totals.size(), 2u);
    EXPECT_EQ(read.positions[1].fate[1].by_time, portfolio.positions[1].fate[1].by_time);
    EXPECT_EQ(read.totals[1].profit[2][1]["es99"], portfolio.totals[1].profit[2][1]["es99"]);
    EXPECT_EQ(read.totals[0].fate[0].liquidated.hits, portfolio.totals[0].fate[0].liquidated.hits);
    std::string const shown = report::terminal_summary(back, {});
    for (std::string const words : {"core: long", "what if stop = 95000", "all positions"})
        EXPECT_NE(shown.find(words), std::string::npos) << words;
}

TEST(ReportFile, GivesBackTheFlowsOfALivingBookAndWhoPaid) {
    TemporaryFolder const folder;
    findings::Report report = test::report();
    findings::RunFindings& f = report.runs[0].findings;
    f.distributions["fund_drawdown"] = test::distribution("fund_drawdown", "USD", 3e8, false);
    f.distributions["deleveraged.long"] = test::distribution("deleveraged.long", "USD", 5e7, false);
    f.distributions["deleveraged.short"] =
        test::distribution("deleveraged.short", "USD", 7e7, false);
    f.flows = {findings::FlowsFinding{11e9, 12e9, 13e9, 14e9, 15e6, 16e9, 17e3},
               findings::FlowsFinding{21e9, 22e9, 23e9, 24e9, 25e6, 26e9, 27e3}};
    f.classes = {{1, 10, 259'200, .5, 2}, {20, 125, std::numeric_limits<double>::infinity(), 1, 3}};
    test::write_report(folder.file("r.h5"), report, false);
    findings::Report const back = report::read_report(folder.file("r.h5"));
    EXPECT_EQ(report::report_json(back, false), report::report_json(report, false));
    EXPECT_EQ(report::terminal_summary(back, {}), report::terminal_summary(report, {}));
    findings::RunFindings const& read = back.runs[0].findings;
    ASSERT_TRUE(read.flows && read.distributions["fund_drawdown"] &&
                read.distributions["deleveraged.long"]);
    ASSERT_TRUE(read.distributions["deleveraged.short"].has_value());
    EXPECT_EQ((*read.flows)[0].deleveraged, 15e6);
    EXPECT_EQ((*read.flows)[1].inflow_off_grid, 27e3);
    ASSERT_EQ(read.classes.size(), 2U);
    EXPECT_EQ(read.classes[0].turnover, 259'200);
    EXPECT_EQ(read.classes[0].target_short, 2);
    EXPECT_EQ(read.classes[1].highest_leverage, 125);
    EXPECT_TRUE(std::isinf(read.classes[1].turnover));
    EXPECT_EQ(read.distributions["fund_drawdown"]->lower, f.distributions["fund_drawdown"]->lower);
    EXPECT_EQ(read.distributions["fund_drawdown"]->count, f.distributions["fund_drawdown"]->count);
    EXPECT_EQ(read.distributions["deleveraged.long"]->statistics["es99"],
              f.distributions["deleveraged.long"]->statistics["es99"]);
    EXPECT_EQ(read.distributions["deleveraged.short"]->upper,
              f.distributions["deleveraged.short"]->upper);
}

TEST(ReportFile, OfAFrozenBookWithoutWaterfallSaysNothingOfFlowsAndFund) {
    TemporaryFolder const folder;
    test::write_report(folder.file("r.h5"), test::report(), true);
    findings::RunFindings const read = report::read_report(folder.file("r.h5")).runs[0].findings;
    EXPECT_TRUE(read.classes.empty());
    EXPECT_FALSE(read.flows || read.distributions["fund_drawdown"] ||
                 read.distributions["deleveraged.long"]);
    EXPECT_FALSE(read.distributions["deleveraged.short"].has_value());
}

TEST(ReportFile, OfLayout1_1CountsEveryPathAsATrial) {
    TemporaryFolder const folder;
    findings::Report const report = test::report();
    test::write_report(folder.file("r.h5"), report, true);
    {
        test::FileEditor editor(folder.file("r.h5"), test::FileEditor::Mode::change);
        for (std::string const name : {"given", "trials", "trials_without_cascade"})
            editor.remove("/runs/000000/" + name);
    }
    EXPECT_EQ(report::report_json(report::read_report(folder.file("r.h5")), true),
              report::report_json(report, true));
}

TEST(ReportFile, GivesBackSeveralRunsInOrder) {
    TemporaryFolder const folder;
    findings::Report report = test::report();
    for (int i = 1; i < 12; ++i) {
        findings::ReportedRun run = report.runs.front();
        run.findings.name = "run-" + std::to_string(i);
        if (i % 2 == 0) run.findings.outcomes.pop_back();
        report.runs.push_back(run);
    }
    test::write_report(folder.file("r.h5"), report, false);
    EXPECT_EQ(report::report_json(report::read_report(folder.file("r.h5")), false),
              report::report_json(report, false));
}

TEST(ReportFile, HoldsAResultWithoutPaths) {
    TemporaryFolder const folder;
    findings::Report report = test::report();
    findings::RunFindings& f = report.runs[0].findings;
    f.paths = 0;
    f.complete = false;
    for (auto& outcome : f.outcomes) outcome.with_cascade = outcome.without_cascade = {};
    for (auto* d : {&f.distributions["liquidated.long"], &f.distributions["close"]}) {
        (*d)->statistics = {};
        (*d)->lower.clear();
        (*d)->upper.clear();
        (*d)->count.clear();
        (*d)->count_without_cascade.clear();
    }
    f.price_quantile.assign(f.price_quantile.size(), findings::not_known);
    test::write_report(folder.file("r.h5"), report, false);
    findings::Report const back = report::read_report(folder.file("r.h5"));
    EXPECT_EQ(report::report_json(back, false), report::report_json(report, false));
    EXPECT_EQ(report::terminal_summary(back, {}), report::terminal_summary(report, {}));
}

TEST(ReportFile, ReproducibleReportsOfEqualFindingsAreEqualBytes) {
    findings::Report const report = test::report();
    findings::Report other = test::report();
    other.created = "2031-01-01T00:00:00Z";
    other.host = "elsewhere";
    findings::RunFindings& f = other.runs[0].findings;
    f.backend = "cuda";
    f.device = "a card";
    f.threads = 0;
    f.seconds = 0.25;
    f.path_steps_per_second = 1e10;
    f.warnings_of_the_day.clear();
    TemporaryFolder const folder;
    auto const bytes = [&](findings::Report const& of, bool reproducible) {
        return bytes_of(folder, of, reproducible);
    };
    EXPECT_EQ(bytes(report, true), bytes(other, true));
    EXPECT_EQ(report::report_json(report, true), report::report_json(other, true));
    EXPECT_NE(bytes(report, false), bytes(other, false));
    f.outcomes[0].with_cascade.hits += 1;
    EXPECT_NE(bytes(report, true), bytes(other, true));
}

TEST(ReportFile, ReproducibleReportsAreReadBackWithoutTheMachine) {
    TemporaryFolder const folder;
    findings::Report const report = test::report();
    test::write_report(folder.file("r.h5"), report, true);
    findings::Report const back = report::read_report(folder.file("r.h5"));
    EXPECT_EQ(report::report_json(back, true), report::report_json(report, true));
    EXPECT_EQ(report::report_json(back, false), report::report_json(back, true));
    EXPECT_TRUE(back.host.empty());
    EXPECT_TRUE(back.runs[0].findings.warnings_of_the_day.empty());
}

TEST(ReportFile, KeepsTheMarketAsASnapshot) {
    TemporaryFolder const folder;
    auto const market = test::small_market();
    storage::Writer writer;
    market::write_market_copy(writer, "", *market);
    test::write_file(folder.file("m.h5"), writer.finish());
    market::Market const back = market::read_market(folder.file("m.h5"));
    EXPECT_EQ(back.spot, market->spot);
    EXPECT_EQ(back.as_of, market->as_of);
    EXPECT_EQ(back.open_interest, market->open_interest);
    EXPECT_EQ(back.position_notional, market->position_notional);
    EXPECT_EQ(back.liquidatable_share, market->liquidatable_share);
    EXPECT_EQ(back.entry_price, market->entry_price);
    ASSERT_EQ(back.venues.size(), 2u);
    EXPECT_EQ(back.venues[1].contract, Contract::inverse);
    EXPECT_EQ(back.venues[0].insurance_fund, market->venues[0].insurance_fund);
    ASSERT_EQ(back.venues[0].tiers.size(), 2u);
    EXPECT_EQ(back.venues[0].tiers[1].rate, 0.005);
    EXPECT_EQ(back.venues[1].tiers.size(), 1u);
    ASSERT_TRUE(back.depth.has_value());
    EXPECT_EQ(back.depth->ask, market->depth->ask);
}

TEST(ReportFile, RefusesAReportThatIsCutShort) {
    TemporaryFolder const folder;
    std::string const bytes = bytes_of(folder, test::report(), false);
    for (std::size_t const kept :
         {std::size_t{0}, std::size_t{8}, std::size_t{2000}, bytes.size() / 2, bytes.size() - 1}) {
        test::write_file(folder.file("r.h5"), std::as_bytes(std::span(bytes).first(kept)));
        auto const [exit, message] = refusal(folder.file("r.h5"));
        EXPECT_EQ(exit, Exit::bad_input) << kept << ": " << message;
        EXPECT_NE(message.find("r.h5"), std::string::npos) << message;
    }
}

TEST(ReportFile, RefusesAMarketInItsPlace) {
    TemporaryFolder const folder;
    storage::Writer writer;
    market::write_market_copy(writer, "", *test::small_market());
    test::write_file(folder.file("m.h5"), writer.finish());
    auto const [exit, message] = refusal(folder.file("m.h5"));
    EXPECT_EQ(exit, Exit::bad_input);
    EXPECT_NE(message.find("liqcascade-market"), std::string::npos) << message;
    EXPECT_NE(message.find("liqcascade-report"), std::string::npos) << message;
}

TEST(ReportFile, RefusesANewerLayout) {
    TemporaryFolder const folder;
    storage::Writer writer;
    writer.attribute("/", "filetype", std::string_view(findings::report_filetype));
    std::array<std::int32_t, 2> const version{findings::report_schema_major + 1, 0};
    writer.attribute("/", "schema_version", version);
    test::write_file(folder.file("r.h5"), writer.finish());
    auto const [exit, message] = refusal(folder.file("r.h5"));
    EXPECT_EQ(exit, Exit::bad_input);
    EXPECT_NE(message.find("newer than this program"), std::string::npos) << message;
}

TEST(ReportFile, NamesTheObjectThatIsMissing) {
    TemporaryFolder const folder;
    test::write_report(folder.file("r.h5"), test::report(), false);
    {
        test::FileEditor const editor(folder.file("r.h5"), test::FileEditor::Mode::change);
        test::done(H5Ldelete(editor.id(), "/runs/000000/ladder/fuel", H5P_DEFAULT));
    }
    auto const [exit, message] = refusal(folder.file("r.h5"));
    EXPECT_EQ(exit, Exit::bad_input);
    EXPECT_NE(message.find("/runs/000000/ladder/fuel"), std::string::npos) << message;
}

TEST(ReportFile, SaysThatAFileIsNotThere) {
    auto const [exit, message] = refusal("no_such_report.h5");
    EXPECT_EQ(exit, Exit::no_file);
    EXPECT_NE(message.find("no_such_report.h5"), std::string::npos) << message;
}

}  // namespace
}  // namespace liq
