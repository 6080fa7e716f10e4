// Every page with tables, at 60, 80 and 200 columns: no line is longer, no column is left out, no
// row is split, and columns are aligned, also for long names, long values and wide characters.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "host/benchmark/benchmark_report.hpp"
#include "host/comparison/comparison.hpp"
#include "host/comparison/comparison_text.hpp"
#include "host/market/read_market.hpp"
#include "host/report/market_text.hpp"
#include "host/report/terminal_summary.hpp"
#include "host/stress/stress_report.hpp"
#include "tests/support/findings_builder.hpp"
#include "tests/support/lines_of_text.hpp"
#include "tests/support/market_file.hpp"

namespace liq {
namespace {

std::string const long_name =
    "a-rather-long-name-of-a-scenario-that-somebody-gave-it-with-care-and-a-date-2025-06-05";
std::string const wide_name =
    "\xE6\xAF\x94\xE7\x89\xB9\xE5\xB8\x81\xE6\xAF\x94\xE7\x89\xB9\xE5\xB8\x81";

findings::SubjectFinding desk_position(std::string name, std::string what_if, std::string side) {
    auto s = test::subject(std::move(name), std::move(what_if), std::move(side), 3, 3);
    s.notional = 123'456'789;
    s.entry = 101'500;
    for (auto& view : s.profit)
        for (auto& moment : view) moment["es99"] = 98'765'432;
    return s;
}

findings::Report one_run() {
    findings::Report report = test::report();
    findings::RunFindings& f = report.runs[0].findings;
    f.name = long_name;
    f.limits[0].metric = "an_event_with_a_long_name_that_goes_on." + long_name;
    f.limits[1].metric = wide_name + ".touched";
    f.distributions["fund_drawdown"] = test::distribution("fund_drawdown", "USD", 1e8, false);
    f.portfolio.emplace();
    f.portfolio->positions = {desk_position(long_name, "", "long"),
                              desk_position(wide_name, "leverage = 5", "short")};
    f.portfolio->totals = {desk_position("total", "", "")};
    return report;
}

findings::Report many_runs() {
    findings::Report report;
    for (int i = 0; i < 4; ++i) {
        findings::ReportedRun run = one_run().runs[0];
        run.findings.base = i == 0 ? std::nullopt : std::optional<std::uint64_t>(0);
        run.findings.set = {{"impact.depth", "100000000.0"},
                            {"price.volatility", i == 0 ? "0.4" : "0." + std::to_string(4 + i)},
                            {"market.liquidatable_share",
                             "{ long = 0.9, short = 0." + std::to_string(5 + i) + " }"}};
        if (i == 3) run.findings.variant = long_name;
        for (auto& outcome : run.findings.outcomes) {
            outcome.difference_to_base = i == 0 ? findings::not_known : 0.0123 * i;
            outcome.difference_to_base_standard_error = i == 0 ? findings::not_known : 0.0007;
        }
        report.runs.push_back(std::move(run));
    }
    return report;
}

std::string diff(words::TextStyle const& style) {
    comparison::ReportFile const before{"nights/" + long_name + ".h5", one_run()};
    comparison::ReportFile after = before;
    after.report.runs[0].findings.spot = 99'000;
    comparison::Comparison result = comparison::compare(before, after);
    comparison::Attribution attribution;
    attribution.paths = 1000;
    comparison::OutcomeAttribution outcome;
    outcome.event = long_name;
    outcome.outcome = "up";
    outcome.before = 0.35;
    outcome.after = 0.41;
    comparison::Effect const effect{0.0312345, 0.00123};
    outcome.contributions = {{{}, effect, effect, effect}};
    outcome.interaction = outcome.total = effect;
    attribution.outcomes = {outcome, outcome};
    result.runs[0].attribution = attribution;
    return comparison::comparison_text(result, before, after, style);
}

std::string stress(words::TextStyle const& style) {
    stress::StressResult r;
    r.name = long_name;
    r.question = "BTC touches 97,000";
    r.asked.scenario = "scenarios/" + long_name + ".toml";
    r.asked.reach = 0.9;
    r.complete = true;
    stress::StressKey key;
    key.name = "event." + long_name + ".level";
    key.unit = "USD";
    key.base = {97'000};
    r.keys = {key, key};
    r.keys[1].name = "price.volatility";
    for (int i = 0; i < 5; ++i) {
        stress::StressPoint point{{1, 0.1 * i}, {}};
        point.crossing.at = 0.2 + 0.0123456 * i;
        point.crossing.standard_error = 0.0012;
        point.crossing.estimate = results::estimate_of(900, 1000);
        r.points.push_back(point);
    }
    r.nearest = 2;
    std::string const both = stress::stress_text(r, style);
    r.keys.resize(1);
    r.points = {{{1}, r.points[0].crossing}};
    r.nearest = 0;
    for (int i = 0; i < 4; ++i)
        r.trials.push_back({{0.1 * i}, 100'000'000, results::estimate_of(200 * i, 1000)});
    return both + stress::stress_text(r, style);
}

benchmark::Measuring measured() {
    benchmark::Measuring measuring(8640, 1, 1e-3);
    for (int i = 0; i < 2; ++i)
        measuring.repeat([](std::uint64_t, std::uint64_t count) {
            std::this_thread::sleep_for(std::chrono::microseconds(count));
            return count / 3;
        });
    return measuring;
}

std::string bench(words::TextStyle const& style) {
    benchmark::BenchmarkResult result;
    result.scenario = long_name;
    result.steps = 8640;
    result.backends = {
        {"cpu", "a processor with a name that is long, with AVX-512 and more", "", 1},
        {"cuda", "", "there is no CUDA device", 0}};
    result.plain_loop = measured();
    for (char const* name : {"bare-race", "heston-frozen-with-withdrawal-bridge"})
        result.rows.push_back(
            {{name, "gbm", "frozen", "bridge", {}, false}, "cpu", 16, measured()});
    return benchmark::benchmark_text(result, style);
}

std::string inspect(words::TextStyle const& style) {
    test::TemporaryFolder const folder;
    auto const path = folder.file("market.h5");
    test::write_valid_market(path);
    market::Market market = market::read_market(path);
    market.venues[0].name = long_name;
    market.venues[1].name = wide_name;
    return report::describe_market(market, style);
}

struct Page {
    char const* name;
    std::function<std::string(words::TextStyle const&)> text;
    std::vector<std::vector<std::string>>
        tables;  ///< [table]: how rows begin that have the same number of cells
};

std::vector<Page> pages() {
    auto const of = [](findings::Report const& report) {
        return [report](words::TextStyle const& style) {
            return report::terminal_summary(report, style);
        };
    };
    std::string const label = long_name.substr(0, 6);
    return {{"summary, limits, portfolio",
             of(one_run()),
             {{"  longs liquidated", "  shorts liquidated", "  drawdown"},
              {"  liquidatable on the grid", "  never liquidated"},
              {"  an_e", "  " + wide_name, "  close.p05"},
              {"      with cascade", "      without it"}}},
            {"overview", of(many_runs()), {{"  1  ", "  2  "}}},
            {"diff", diff, {{"    interaction", "    all together"}}},
            {"stress", stress, {{"  the smallest change"}}},
            {"bench", bench, {{"-   ", "cpu  "}}},
            {"inspect", inspect, {{"  " + label, "  " + wide_name, "  all"}}}};
}

class PageWidths : public testing::TestWithParam<int> {};

TEST_P(PageWidths, KeepEveryLineWithinTheWidthAndLeaveNoColumnOut) {
    for (Page const& page : pages())
        for (bool const unicode : {false, true}) {
            std::string const text = page.text({.unicode = unicode, .width = GetParam()});
            EXPECT_EQ(text.find("left out: the"), text.npos) << page.name << "\n" << text;
            // A command that is copied may not be broken: that of a stress test is one line.
            for (std::string const& line : test::lines_of_text(text))
                if (std::string_view(page.name) != "stress" ||
                    !line.starts_with("  liqcascade run "))
                    EXPECT_LE(words::width_of(line), static_cast<std::size_t>(GetParam()))
                        << page.name << ": " << line;
        }
}

/// For each table of a page (an empty line ends a table), the columns at which rows with one of
/// these starts end.
std::vector<std::set<std::size_t>> ends_of_rows(std::string const& page,
                                                std::vector<std::string> const& starts) {
    std::vector<std::set<std::size_t>> tables(1);
    for (std::string const& line : test::lines_of_text(page)) {
        bool const is_row = std::ranges::any_of(starts, [&](std::string const& start) {
            return line.starts_with(start) && line.size() > start.size() + 4 &&
                   line.back() != '.' && line.back() != ':';
        });
        if (line.empty()) tables.emplace_back();
        if (is_row) tables.back().insert(words::width_of(line));
    }
    std::erase_if(tables, [](std::set<std::size_t> const& ends) { return ends.empty(); });
    return tables;
}

TEST_P(PageWidths, EndTheRowsOfATableInOneColumn) {
    for (Page const& page : pages()) {
        std::string const text = page.text({.width = GetParam()});
        for (auto const& rows : page.tables) {
            auto const tables = ends_of_rows(text, rows);
            EXPECT_FALSE(tables.empty()) << page.name << ", " << rows[0];
            for (auto const& ends : tables)
                EXPECT_EQ(ends.size(), 1U) << page.name << ", " << rows[0] << "\n" << text;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Columns, PageWidths, testing::Values(60, 80, 200));

}  // namespace
}  // namespace liq
