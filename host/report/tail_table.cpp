#include "host/report/tail_table.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>
#include <vector>

#include "host/words/money_unit.hpp"
#include "host/words/numbers.hpp"
#include "host/words/table.hpp"

namespace liq::report {
namespace {

using Cells = std::vector<words::Cell>;

std::string value_text(findings::QuantityDescription const& quantity, double value,
                       words::MoneyUnit unit) {
    using enum findings::QuantityDescription::Kind;
    if (quantity.kind == fraction || quantity.kind == distance) return words::percent(value, 1);
    return quantity.kind == price ? words::price(value) : words::money_in(value, unit);
}

using Column = findings::PlaceIn<findings::statistics>;

/// Writes the quantities of a run whose worst tail is this one, each with its values without the
/// cascade where it has any.
void tail(words::Table& table, findings::RunFindings const& f, findings::Tail worst,
          std::string const& title, std::vector<Column> const& columns, words::MoneyUnit unit) {
    std::vector<std::string> heads{title};
    for (Column const column : columns)
        heads.push_back(statistic_heading(findings::statistics[column.index]));
    table.head(heads);
    for (std::size_t q = 0; q < findings::quantities.size(); ++q) {
        findings::QuantityDescription const& quantity = findings::quantities[q];
        auto const& found = f.distributions.all[q];
        if (quantity.worst != worst || !quantity.in_text || !found) continue;
        auto const row = [&](std::string const& label, findings::Statistics const& values) {
            Cells cells{label};
            for (Column const column : columns)
                cells.emplace_back(value_text(quantity, values[column], unit));
            table.row(cells);
        };
        row(std::string("  ") + quantity.label, found->statistics);
        if (found->statistics_without_cascade)
            row("    without the cascade", *found->statistics_without_cascade);
    }
}

/// The unit of all amounts of the table.
words::MoneyUnit unit_of(findings::RunFindings const& f) {
    std::vector<double> amounts;
    for (std::size_t q = 0; q < findings::quantities.size(); ++q) {
        auto const& quantity = findings::quantities[q];
        auto const& found = f.distributions.all[q];
        if (!found || !quantity.in_text ||
            quantity.kind != findings::QuantityDescription::Kind::amount)
            continue;
        for (Column const column : {Column("mean"), Column("p95"), Column("p99"), Column("es99")})
            amounts.push_back(found->statistics[column]);
    }
    return words::money_unit(amounts);
}

/// When half of the paths with liquidations have begun their largest hour.
void largest_hour(words::TextPage& page, findings::RunFindings const& f) {
    double const half = half_began_largest_hour(f);
    if (std::isfinite(half))
        page.line("  the hour with the most liquidations had begun by " + words::duration(half) +
                  " on half of the paths that have any");
}

}  // namespace

std::string quantity_value(findings::QuantityDescription const& quantity, double value) {
    using enum findings::QuantityDescription::Kind;
    if (quantity.kind == fraction || quantity.kind == distance) return words::percent(value, 1);
    return quantity.kind == price ? words::price(value) : words::money(value);
}

// Shortfalls are written in capitals, as is usual.
std::string statistic_heading(findings::StatisticDescription const& statistic) {
    std::string name = statistic.name;
    if (statistic.kind == findings::StatisticDescription::Kind::shortfall)
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::toupper(c); });
    return name;
}

double half_began_largest_hour(findings::RunFindings const& f) {
    if (!f.extremes || f.extremes->largest_hour_began.empty()) return findings::not_known;
    auto const& began = f.extremes->largest_hour_began;
    double const half = began.back() / 2;
    if (!(half > 0)) return findings::not_known;
    auto const at = std::ranges::find_if(began, [&](double share) { return share >= half; });
    return f.time[static_cast<std::size_t>(at - began.begin())];
}

void tail_tables(words::TextPage& page, findings::RunFindings const& f) {
    page.line();
    words::Table table;
    words::MoneyUnit const unit = unit_of(f);
    tail(table, f, findings::Tail::high, "TAILS where high is worst",
         {"mean", "p95", "p99", "es99"}, unit);
    tail(table, f, findings::Tail::low, "TAILS where low is worst", {"mean", "p05", "p01", "es99"},
         unit);
    page.table(table);
    page.line("  ES99: mean over the worst 1 % of the paths");
    for (findings::QuantityDescription const& quantity : findings::quantities) {
        if (quantity.in_text && !quantity.fits(f.step))
            page.line(std::string("  ") + quantity.label + ": not known with steps of " +
                      words::duration(static_cast<double>(f.step.seconds)));
    }
    largest_hour(page, f);
}

}  // namespace liq::report
