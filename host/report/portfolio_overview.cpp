#include "host/report/portfolio_overview.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "host/findings/portfolio_metrics.hpp"
#include "host/words/numbers.hpp"

namespace liq::report {
namespace {

findings::PortfolioNumber number(findings::RunFindings const& run, char const* name) {
    return findings::number_of(*findings::portfolio_metric(name), *run.portfolio);
}

}  // namespace

std::string loss_in_words(double usd) {
    if (!std::isfinite(usd) || usd >= 0) return words::money(usd);
    return "-" + words::money(-usd);
}

void portfolio_overview(words::TextPage& page, std::span<findings::ReportedRun const> runs,
                        std::span<RunLabel const> labels, std::size_t first, std::size_t most) {
    auto const has = [](findings::ReportedRun const& run) {
        return run.findings.portfolio && run.findings.paths > 0;
    };
    if (std::ranges::none_of(runs, has)) return;
    page.line();
    page.paragraph("  ", "The desk's positions, all together [portfolio.es99]");
    words::Table table(words::Table::Columns::narrow, 1);
    std::vector<std::string> head{"  run"};
    for (std::string key : labels.front().keys) {
        std::ranges::replace(key, '_', ' ');  // so that heads can wrap
        head.push_back(std::move(key));
    }
    head.insert(head.end(),
                {"any liquidated", "mean profit", "own ES99", "95 % interval", "worst"});
    table.head(head);
    std::size_t left_out = 0, rows = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        findings::RunFindings const& run = runs[i].findings;
        if (!has(runs[i])) continue;
        if (rows++ >= most) {
            ++left_out;
            continue;
        }
        auto const es99 = number(run, "portfolio.es99");
        std::vector<words::Cell> cells{"  " + std::to_string(first + i) + "  " + labels[i].name};
        for (std::string const& value : labels[i].values)
            cells.emplace_back(value.empty() ? "" : value_in_words(value));
        cells.emplace_back(words::percent(number(run, "portfolio.liquidated").value));
        cells.emplace_back(words::profit(number(run, "portfolio.mean").value));
        cells.emplace_back(loss_in_words(es99.value));
        bool const known = std::isfinite(es99.low) && std::isfinite(es99.high);
        cells.emplace_back(known ? loss_in_words(es99.low) + " to " + loss_in_words(es99.high)
                                 : words::unknown);
        cells.emplace_back(loss_in_words(number(run, "portfolio.worst.es99").value));
        table.row(std::move(cells), run.complete ? words::Look::plain : words::Look::warning);
    }
    page.table(table);
    if (left_out > 0)
        page.line("  ... and " + std::to_string(left_out) +
                  " more runs, in /summary of the report");
}

}  // namespace liq::report
