#include "host/report/tail_table.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>
#include <vector>

#include "host/report/quantity_text.hpp"
#include "host/results/replicates.hpp"
#include "host/results/statistic_intervals.hpp"
#include "host/words/numbers.hpp"
#include "host/words/table.hpp"

namespace liq::report {
namespace {

using Cells = std::vector<words::Cell>;

using Column = findings::PlaceIn<findings::statistics>;

/// "$1.20B to $1.31B"; in short how far the interval reaches from the value.
words::Cell interval_cell(results::Interval const& interval, double value,
                          std::string const& plus_minus, auto const& text) {
    bool const low = std::isfinite(interval.low), high = std::isfinite(interval.high);
    if (!low && !high) return {"not known"};
    if (!high) return {"from " + text(interval.low), "from below"};
    if (!low) return {"up to " + text(interval.high), "from above"};
    double const half = std::max(interval.high - value, value - interval.low);
    std::size_t const first = plus_minus.find_first_not_of(' ');
    std::string const sign =
        plus_minus.substr(first, plus_minus.find_last_not_of(' ') - first + 1) + " ";
    return {text(interval.low) + " to " + text(interval.high),
            value > 0 ? sign + words::percent(half / value, 0) : ""};
}

/// Writes the quantities of a run whose worst tail is this one, each with its 95 % intervals and
/// with its values without the cascade where it has any.
void tail(words::Table& table, findings::RunFindings const& f, findings::Tail worst,
          std::string const& title, std::vector<Column> const& columns,
          std::string const& plus_minus) {
    QuantityTable const in_table(f);
    std::vector<std::string> heads{title};
    for (Column const column : columns)
        heads.push_back(statistic_heading(findings::statistics[column.index]));
    table.head(heads);
    for (std::size_t q = 0; q < findings::quantities.size(); ++q) {
        findings::QuantityDescription const& quantity = findings::quantities[q];
        auto const& found = f.distributions.all[q];
        if (quantity.worst != worst || !quantity.in_text || !found) continue;
        auto const text = [&](double value) { return in_table.text(quantity, value); };
        auto const row = [&](std::string const& label, findings::Statistics const& values) {
            Cells cells{label};
            for (Column const column : columns) cells.emplace_back(text(values[column]));
            table.row(cells);
        };
        row("  " + quantity_label(quantity), found->statistics);
        if (!found->count.empty()) {
            Cells cells{"    95 % interval"};
            for (Column const column : columns)
                cells.push_back(interval_cell(
                    results::statistic_interval(*found, findings::statistics[column.index],
                                                results::independent_paths(f)),
                    found->statistics[column], plus_minus, text));
            table.row(cells);
        }
        if (found->statistics_without_cascade)
            row("    without the cascade", *found->statistics_without_cascade);
    }
}

/// When half of the paths with liquidations have begun their largest hour.
void largest_hour(words::TextPage& page, findings::RunFindings const& f) {
    double const half = half_began_largest_hour(f);
    if (std::isfinite(half))
        page.line("  the hour with the most liquidations had begun by " + words::duration(half) +
                  " on half of the paths that have any");
}

}  // namespace

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
    tail(table, f, findings::Tail::high, "TAILS where high is worst",
         {"mean", "p95", "p99", "es99"}, page.plus_minus());
    tail(table, f, findings::Tail::low, "TAILS where low is worst", {"mean", "p05", "p01", "es99"},
         page.plus_minus());
    page.table(table);
    page.line("  ES99: mean over the worst 1 % of the paths");
    double const in_tail = 0.01 * results::independent_paths(f);
    if (f.paths > 0 && in_tail < results::enough_for_student)
        page.line("  its interval is not known with fewer than " +
                  words::whole(static_cast<std::uint64_t>(results::enough_for_student)) +
                  " paths in the worst 1 %");
    if (auto const& moved = f.distributions["displacement"])
        if (double const far = moved->statistics["es99"]; std::isfinite(far) && far > 0)
            page.paragraph(
                "  ",
                quantity_label(
                    findings::quantities[findings::PlaceIn<findings::quantities>("displacement")
                                             .index]) +
                    ": the largest log distance between the price with and "
                    "without the cascade; " +
                    log_distance_in_words(far));
    for (findings::QuantityDescription const& quantity : findings::quantities) {
        if (quantity.in_text && !quantity.fits(f.step))
            page.line(std::string("  ") + quantity.label + ": not known with steps of " +
                      words::duration(static_cast<double>(f.step.seconds)));
    }
    largest_hour(page, f);
}

}  // namespace liq::report
