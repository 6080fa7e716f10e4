#include "host/report/embedded_market.hpp"

#include <gtest/gtest.h>

#include <string>

#include "host/errors.hpp"
#include "host/market/read_market.hpp"
#include "host/report/read_report.hpp"
#include "host/report/write_report.hpp"
#include "host/storage/reader.hpp"
#include "tests/support/findings_builder.hpp"
#include "tests/support/market_file.hpp"
#include "tests/support/written_files.hpp"

namespace liq {
namespace {

using test::TemporaryFolder;

/// A report of two runs on one market that was read from a file in `folder`.
findings::Report report_on_file(TemporaryFolder const& folder) {
    test::write_valid_market(folder.file("snapshot.h5"));
    auto const market =
        std::make_shared<market::Market const>(market::read_market(folder.file("snapshot.h5")));
    findings::Report report = test::report();
    report.runs[0].market = market;
    report.runs[0].findings.market_sha256 = market->sha256;
    report.runs[0].findings.market_file = "elsewhere/snapshot.h5";
    report.runs.push_back(report.runs[0]);
    return report;
}

std::string refusal(std::filesystem::path const& file, findings::RunFindings const& run) {
    try {
        static_cast<void>(report::market_of_report(file, run));
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        return error.what();
    }
    return "was read";
}

TEST(EmbeddedMarket, ComesBackAsItWasReadAndIsInTheReportOnce) {
    TemporaryFolder const folder;
    findings::Report const report = report_on_file(folder);
    market::Market const& original = *report.runs[0].market;
    auto const file = folder.file("report.h5");
    test::write_report(file, report, true);
    std::filesystem::remove(folder.file("snapshot.h5"));

    EXPECT_EQ(storage::Reader(file).members("/markets"), std::vector{original.sha256});
    auto const market = report::market_of_report(file, report::read_report(file).runs[1].findings);
    EXPECT_EQ(*market->bytes, *original.bytes);
    EXPECT_EQ(market->sha256, original.sha256);
    EXPECT_EQ(market->open_interest, original.open_interest);
    EXPECT_EQ(market->warnings, original.warnings);
    ASSERT_TRUE(market->history);
    EXPECT_EQ(market->history->close, original.history->close);
}

TEST(EmbeddedMarket, OfAnEarlierLayoutIsSaidToBeMissing) {
    TemporaryFolder const folder;
    findings::Report const report = report_on_file(folder);
    auto const file = folder.file("report.h5");
    test::write_report(file, report, true);
    test::FileEditor(file, test::FileEditor::Mode::change).remove("/markets");
    std::string const said = refusal(file, report.runs[0].findings);
    EXPECT_NE(said.find("report.h5: /markets/" + report.runs[0].market->sha256), said.npos) << said;
    EXPECT_NE(said.find("does not embed"), said.npos) << said;
}

TEST(EmbeddedMarket, ThatWasChangedIsRefused) {
    TemporaryFolder const folder;
    findings::Report const report = report_on_file(folder);
    findings::RunFindings run = report.runs[0].findings;
    auto const file = folder.file("report.h5");
    test::write_report(file, report, true);
    std::string const name = "/markets/" + run.market_sha256;
    test::FileEditor(file, test::FileEditor::Mode::change)
        .numbers(name, {3}, {1, 2, 3}, H5T_STD_U8LE);
    EXPECT_NE(refusal(file, run).find("has another SHA-256"), std::string::npos);
    test::FileEditor(file, test::FileEditor::Mode::change).numbers(name, {3}, {1, 2, 3});
    EXPECT_NE(refusal(file, run).find("integers are expected"), std::string::npos);
    run.market_sha256 = "../runs";
    EXPECT_NE(refusal(file, run).find("does not say which market"), std::string::npos);
}

TEST(EmbeddedMarket, IsLeftOutWhereThereIsNoFile) {
    TemporaryFolder const folder;
    auto const file = folder.file("report.h5");
    test::write_report(file, test::report(), true);
    EXPECT_FALSE(storage::Reader(file).has("/markets"));
}

}  // namespace
}  // namespace liq
