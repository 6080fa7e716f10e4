#include "host/report/tail_table.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "host/report/words.hpp"

namespace liq::report {
namespace {

using Look = TextPage::Look;
using Cells = std::vector<std::string>;

std::string value_text(findings::QuantityDescription const& quantity, double value) {
    using enum findings::QuantityDescription::Kind;
    if (quantity.kind == fraction) return percent(value, 1);
    return quantity.kind == price ? price_text(value) : money(value);
}

/// Shortfalls are written as desks write them, `ES99`.
std::string heading(findings::StatisticDescription const& statistic) {
    std::string name = statistic.name;
    if (statistic.kind == findings::StatisticDescription::Kind::shortfall)
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::toupper(c); });
    return name;
}

using Column = findings::PlaceIn<findings::statistics>;

/// The quantities whose bad tail is this one, those that a run has, with what they are without the
/// cascade.
void tail(TextPage& page, findings::RunFindings const& f, findings::Tail worst,
          std::string const& title, std::vector<Column> const& columns) {
    Cells heads;
    for (Column const column : columns)
        heads.push_back(heading(findings::statistics[column.index]));
    page.row(title, heads, Look::strong);
    for (std::size_t q = 0; q < findings::quantities.size(); ++q) {
        findings::QuantityDescription const& quantity = findings::quantities[q];
        auto const& found = f.distributions.all[q];
        if (quantity.worst != worst || !found) continue;
        auto const row = [&](std::string const& label, findings::Statistics const& values) {
            Cells cells;
            for (Column const column : columns)
                cells.push_back(value_text(quantity, values[column]));
            page.row(label, cells);
        };
        row(std::string("  ") + quantity.label, found->statistics);
        if (found->statistics_without_cascade)
            row("    without the cascade", *found->statistics_without_cascade);
    }
}

}  // namespace

void tail_tables(TextPage& page, findings::RunFindings const& f) {
    page.line();
    tail(page, f, findings::Tail::high, "TAILS where high is worst",
         {"mean", "p95", "p99", "es99"});
    tail(page, f, findings::Tail::low, "TAILS where low is worst", {"mean", "p05", "p01", "es99"});
    page.line("  ES99: mean over the worst 1 % of the paths");
}

}  // namespace liq::report
