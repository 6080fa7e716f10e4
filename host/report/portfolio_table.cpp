#include "host/report/portfolio_table.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "host/report/portfolio_overview.hpp"
#include "host/words/money_unit.hpp"
#include "host/words/numbers.hpp"

namespace liq::report {
namespace {

using words::Look;
using words::Table;

std::string probability_text(double share) {
    return std::isfinite(share) ? words::percent(share, 2) : "";
}

/// The unit of the profits and losses of the table.
words::MoneyUnit unit_of(findings::PortfolioFinding const& portfolio) {
    std::vector<double> amounts;
    for (auto const* subjects : {&portfolio.positions, &portfolio.totals})
        for (findings::SubjectFinding const& s : *subjects)
            for (std::size_t const view : {0U, 1U})
                for (double const usd : {s.profit[view][0]["mean"], s.profit[view][0]["var99"],
                                         s.profit[view][0]["es99"], s.profit[view][1]["es99"]})
                    amounts.push_back(usd);
    return words::money_unit(amounts);
}

void view_row(Table& table, std::string const& label, double liquidated,
              findings::SubjectFinding const& s, std::size_t view, words::MoneyUnit unit,
              Look look = Look::plain) {
    findings::ProfitStatistics const& end = s.profit[view][0];
    table.row({label, probability_text(liquidated), words::profit_in(end["mean"], unit),
               words::money_in(end["var99"], unit), words::money_in(end["es99"], unit),
               words::money_in(s.profit[view][1]["es99"], unit)},
              look);
}

std::string title(findings::SubjectFinding const& s) {
    if (s.side.empty()) {
        return "all positions: " + words::money(s.notional) + " gross, " + words::profit(s.net) +
               " net, margin " + words::money(s.margin);
    }
    std::string const of = s.members > 1 ? " of " + words::whole(s.members) + " positions" : "";
    std::string text = s.name + of + ": " + s.side + " " + words::money(s.notional) + " at " +
                       words::price(s.entry) + " on " + s.venue + ", margin " +
                       words::money(s.margin);
    text += std::isfinite(s.liquidation_price)
                ? ", liquidated at " + words::price(s.liquidation_price)
                : ", never liquidated";
    if (s.liquidation_spread > 0)
        text += " (its members at most " + words::percent(std::expm1(s.liquidation_spread)) +
                " from there)";
    return text;
}

void subject(Table& table, findings::SubjectFinding const& s, words::MoneyUnit unit) {
    bool const changed = !s.what_if.empty();
    if (changed)
        table.note("    ", "what if " + s.what_if + ":");
    else
        table.note("  ", title(s), Look::strong);
    view_row(table, "      with cascade", s.fate[0].liquidated.probability, s, 0, unit);
    view_row(table, "      without it", s.fate[1].liquidated.probability, s, 1, unit);
    bool const deleveraged = s.deleveraged_share > 0;
    if (deleveraged) view_row(table, "      if not deleveraged", findings::not_known, s, 2, unit);
    std::string notes;
    auto const note = [&](std::string const& text) { notes += (notes.empty() ? "" : "; ") + text; };
    if (changed && std::isfinite(s.liquidation_price))
        note("liquidation price " + words::price(s.liquidation_price));
    if (s.fate[0].mean_days == 0)
        note("liquidated before the start");
    else if (std::isfinite(s.fate[0].mean_days))
        note("liquidated after " + words::duration(s.fate[0].mean_days * seconds_per_day) +
             " on average");
    if (s.fate[0].stopped_mean_days == 0)
        note("stopped at the start");
    else if (std::isfinite(s.stop))
        note("stopped on " + words::percent(s.fate[0].stopped) + " of the paths");
    if (deleveraged)
        note(words::percent(s.deleveraged_share) + " of the notional auto-deleveraged on average");
    if (!notes.empty()) table.note("      ", notes);
}

}  // namespace

void portfolio_table(words::TextPage& page, findings::RunFindings const& f) {
    if (!f.portfolio) return;
    page.line();
    Table table;
    words::MoneyUnit const unit = unit_of(*f.portfolio);
    table.head({"THE DESK'S POSITIONS", "liquidated", "mean", "VaR99", "ES99", "worst"});
    for (auto const& s : f.portfolio->positions) subject(table, s, unit);
    for (auto const& s : f.portfolio->totals) subject(table, s, unit);
    page.table(table);
    page.paragraph("  ",
                   "Profits are from the start to the horizon. VaR99: the loss that is not "
                   "exceeded on 99 % of "
                   "the paths. ES99: the mean loss of the worst 1 % of the paths. worst: the ES99 "
                   "at the worst "
                   "moment of each path. Of all positions, liquidated means at least one of them.");
}

}  // namespace liq::report
