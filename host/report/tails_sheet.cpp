#include "host/report/tails_sheet.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "host/report/batch_table.hpp"
#include "host/report/quantity_text.hpp"

namespace liq::report {
namespace {

using words::Sheet;
using Kind = Sheet::Kind;

Kind kind_of(findings::QuantityDescription const& quantity) {
    using enum findings::QuantityDescription::Kind;
    if (quantity.kind == price) return Kind::price;
    if (quantity.kind == distance) return Kind::distance;
    return quantity.kind == amount ? Kind::money : Kind::share;
}

/// The quantities that are left out last where a terminal is narrow are worth 1.
int worth_of(findings::QuantityDescription const& quantity) {
    constexpr std::array first{std::string_view("liquidated.long"),
                               std::string_view("liquidated.short"),
                               std::string_view("largest_1h.both"), std::string_view("drawdown"),
                               std::string_view("lowest")};
    return std::ranges::find(first, quantity.name) == first.end() ? 0 : 1;
}

/// How bad a run is.
double badness(findings::RunFindings const& run) {
    for (auto const* found :
         {&run.distributions["largest_1h.both"], &run.distributions["largest_24h.both"],
          &run.distributions["liquidated.long"]})
        if (*found && std::isfinite((*found)->statistics["p99"]))
            return (*found)->statistics["p99"];
    return Sheet::nothing;
}

}  // namespace

Sheet tails_sheet(findings::Report const& report, std::vector<std::size_t> const& runs) {
    std::vector<std::string> const names = row_names(report);
    Sheet sheet;
    sheet.column({"run", "run", Kind::number});
    sheet.column({"name", "name", Kind::text, Sheet::in_csv});
    std::vector<std::vector<Sheet::Cell>> rows;
    for (std::size_t const run : runs) {
        auto const index = static_cast<double>(run);
        rows.push_back({Sheet::Cell(index, Sheet::nothing, names[run]),
                        Sheet::Cell(report.runs[run].findings.name)});
    }
    for (std::size_t q = 0; q < findings::quantities.size(); ++q)
        for (bool const with : {true, false})
            for (std::size_t s = 0; s < findings::statistics.size(); ++s) {
                auto const& quantity = findings::quantities[q];
                auto const& statistic = findings::statistics[s];
                bool const shown =
                    quantity.in_text && with && std::string_view(statistic.name) == "es99";
                sheet.column({metric_name(quantity, statistic) + (with ? "" : ".without_cascade"),
                              quantity_label(quantity), kind_of(quantity),
                              shown ? worth_of(quantity) : Sheet::in_csv});
                for (std::size_t i = 0; i < runs.size(); ++i) {
                    auto const& found = report.runs[runs[i]].findings.distributions.all[q];
                    double value = Sheet::nothing;
                    if (found && with) value = found->statistics.all[s];
                    if (found && !with && found->statistics_without_cascade)
                        value = found->statistics_without_cascade->all[s];
                    rows[i].emplace_back(value);
                }
            }
    for (auto& row : rows) sheet.row(std::move(row));
    return sheet;
}

std::vector<std::size_t> worst_runs(findings::Report const& report, std::size_t most) {
    std::vector<std::size_t> runs;
    for (std::size_t i = 0; i < report.runs.size(); ++i)
        if (std::isfinite(badness(report.runs[i].findings))) runs.push_back(i);
    std::ranges::stable_sort(runs, [&](std::size_t a, std::size_t b) {
        return badness(report.runs[a].findings) > badness(report.runs[b].findings);
    });
    runs.resize(std::min(runs.size(), most));
    return runs;
}

}  // namespace liq::report
