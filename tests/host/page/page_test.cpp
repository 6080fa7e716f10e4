#include "host/page/page.hpp"

#include <gtest/gtest.h>

#include <string>

#include "host/page/html.hpp"
#include "host/page/worst_runs.hpp"
#include "tests/support/findings_builder.hpp"

namespace liq {
namespace {

std::string page_of(findings::RunFindings const& run) {
    findings::Report report = test::report();
    report.runs[0].findings = run;
    return page::page_html(report, {{0, run}});
}

std::size_t count_of(std::string const& text, std::string const& what) {
    std::size_t n = 0;
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++n;
    return n;
}

TEST(Html, TextCannotBecomeMarkup) {
    EXPECT_EQ(page::text("<b> & \"x\" 'y'").markup(), "&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;");
    EXPECT_EQ(page::element("p", "a", {{"title", "\" onclick=\"x"}}).markup(),
              "<p title=\"&quot; onclick=&quot;x\">a</p>");
    EXPECT_EQ(page::text("\xE2\x80\xA8\x01").markup(), "\\u2028\\u0001");
    EXPECT_EQ(page::json_block("d", "[\"</script><!--&\"]").markup(),
              "<script type=\"application/json\" "
              "id=\"d\">[\"\\u003c/script\\u003e\\u003c!--\\u0026\"]</script>");
}

TEST(Html, NumbersKeepAllTheirDigits) {
    EXPECT_EQ(page::number(0.1 + 0.2, "30 %").markup(),
              "<data value=\"0.30000000000000004\">30&nbsp;%</data>");
    EXPECT_EQ(page::number(findings::not_known, "not known").markup(), "not known");
}

TEST(Page, TextsOfFilesShowAsText) {
    std::string const evil =
        "</script><script>alert(1)</script><img src=x onerror=y>\xE2\x80\xA8\"'&";
    findings::RunFindings run = test::run_findings();
    std::string const before = page_of(run);
    for (std::string* const part :
         {&run.name, &run.description, &run.scenario_text, &run.market_file, &run.asset, &run.quote,
          &run.as_of, &run.device, &run.backend_note, &run.error_method, &run.failure, &run.variant,
          &run.market_sha256, &run.assumptions})
        *part = evil;
    run.set = {{evil, evil}};
    run.warnings = run.warnings_of_the_day = {evil};
    for (auto& limit : run.limits) limit.metric = evil;
    for (auto& o : run.outcomes) o.event = o.outcome = o.question = o.given = evil;
    run.portfolio.emplace();
    run.portfolio->positions = {test::subject(evil, "", evil, 1.0, run.time.size()),
                                test::subject(evil, evil, evil, 1.0, run.time.size())};
    std::string const page = page_of(run);
    EXPECT_EQ(count_of(page, "<script"), count_of(before, "<script"));
    EXPECT_EQ(count_of(page, "</script"), count_of(before, "</script"));
    EXPECT_EQ(count_of(page, "<img"), 0U);
    EXPECT_EQ(count_of(page, "\xE2\x80\xA8"), 0U);
    EXPECT_GT(count_of(page, "&lt;script&gt;alert(1)"), 20U);
}

TEST(Page, OfTwentyRunsIsSmall) {
    findings::Report report = test::report();
    report.runs.clear();
    page::WorstRuns worst;
    for (std::size_t i = 0; i < 30; ++i) {
        report.runs.push_back({test::run_findings(), nullptr});
        if (i > 0) report.runs.back().findings.base = 0;
        report.runs.back().findings.set["price.volatility"] = std::to_string(i);
        worst.add(i, report.runs.back().findings);
    }
    EXPECT_EQ(worst.runs().size(), page::most_in_detail);
    std::string const page = page::page_html(report, worst.runs());
    EXPECT_LT(page.size(), 2'000'000U);
    EXPECT_EQ(count_of(page, "<article id=\"run"), page::most_in_detail);
}

TEST(Page, OfABatchSaysWhatItsHeadsAsk) {
    findings::Report report = test::report();
    report.runs.push_back(report.runs.front());
    report.runs.back().findings.base = 0;
    std::string const page = page::page_html(report, {});
    EXPECT_EQ(count_of(page, "title=\"BTC reaches 113,000 before 93,000 within 30 d\""), 1U);
    EXPECT_EQ(count_of(page, "</b>: BTC reaches 113,000 before 93,000 within"), 1U);
}

TEST(Page, HasTheDesksPositionsBeforeTheAnswers) {
    findings::RunFindings run = test::run_findings();
    run.portfolio.emplace();
    run.portfolio->positions = {test::subject("core", "", "long", 1.0, run.time.size())};
    std::string const page = page_of(run);
    EXPECT_LT(page.find("<section id=\"run0-positions\""),
              page.find("<section id=\"run0-answers\""));
}

TEST(WorstRuns, AreThoseWithTheWorstLimitsAndThenTheDeepestFalls) {
    page::WorstRuns worst;
    findings::RunFindings run = test::run_findings();
    for (std::size_t i = 0; i < 40; ++i) {
        run.limits[0].state = i == 7 ? "breach" : "ok";
        run.limits[2].state = "ok";
        run.distributions["drawdown"]->statistics["es99"] =
            i < 10 ? 0.1 : 0.2 + 0.001 * static_cast<double>(40 - i);
        run.paths = i == 12 ? 0 : 1000;
        worst.add(i, run);
    }
    ASSERT_EQ(worst.runs().size(), page::most_in_detail);
    EXPECT_TRUE(worst.runs().contains(7));    // its limit is breached
    EXPECT_TRUE(worst.runs().contains(10));   // the deepest fall
    EXPECT_FALSE(worst.runs().contains(12));  // it has no paths
    EXPECT_FALSE(worst.runs().contains(39));
    EXPECT_EQ(worst.runs().rbegin()->first, 29U);
}

}  // namespace
}  // namespace liq
