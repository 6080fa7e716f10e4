// The desk's own positions.

#include <algorithm>
#include <cmath>
#include <string>

#include "host/page/section.hpp"
#include "host/words/money_unit.hpp"
#include "host/words/numbers.hpp"
#include "models/core/units.hpp"

namespace liq::page {
namespace {

using findings::SubjectFinding;

Html share(double value) {
    return std::isfinite(value) ? number(value, words::percent(value)) : Html::trusted("&ndash;");
}

/// The unit of the profits and losses of the table.
words::MoneyUnit unit_of_positions(findings::PortfolioFinding const& portfolio) {
    std::vector<double> amounts;
    for (auto const* subjects : {&portfolio.positions, &portfolio.totals})
        for (SubjectFinding const& s : *subjects)
            for (std::size_t const view : {0U, 1U})
                for (double const usd : {s.profit[view][0]["mean"], s.profit[view][0]["var95"],
                                         s.profit[view][0]["var99"], s.profit[view][0]["es95"],
                                         s.profit[view][0]["es99"], s.profit[view][1]["es99"]})
                    amounts.push_back(usd);
    return words::money_unit(amounts);
}

std::string terms(SubjectFinding const& s) {
    if (!s.what_if.empty()) return "what if " + s.what_if;
    if (s.side.empty())
        return words::money(s.notional) + " gross, " + words::profit(s.net) + " net, margin " +
               words::money(s.margin);
    return s.side + " " + words::money(s.notional) + " at " + words::price(s.entry) + " on " +
           s.venue + ", margin " + words::money(s.margin) +
           (std::isfinite(s.liquidation_price)
                ? ", liquidated at " + words::price(s.liquidation_price)
                : ", never liquidated");
}

/// A subject with the cascade, and without it.
void add_rows(std::vector<std::vector<Html>>& rows, SubjectFinding const& s,
              words::MoneyUnit unit) {
    auto const usd = [&](double value) { return number(value, words::money_in(value, unit)); };
    std::string const name = s.side.empty() ? "all positions" : s.name;
    for (std::size_t view = 0; view < 2; ++view) {
        findings::ProfitStatistics const& end = s.profit[view][0];
        auto const& liquidated = s.fate[view].liquidated;
        Html cell = share(liquidated.probability);
        if (std::isfinite(liquidated.low))
            cell += element("small", share(liquidated.low) + text(" to ") + share(liquidated.high));
        Html const heading = view == 0
                                 ? element("b", name) + element("small", terms(s))
                                 : element("span", "without the cascade", {{"class", "indented"}});
        double const days = s.fate[view].mean_days * seconds_per_day;
        rows.push_back({heading, cell,
                        std::isfinite(days) ? number(s.fate[view].mean_days, words::duration(days))
                                            : Html::trusted("&ndash;"),
                        number(end["mean"], words::profit_in(end["mean"], unit)), usd(end["var95"]),
                        usd(end["var99"]), usd(end["es95"]), usd(end["es99"]),
                        usd(s.profit[view][1]["es99"])});
    }
}

}  // namespace

Section positions(ShownRun const& shown, Charts& charts) {
    findings::RunFindings const& f = shown.run;
    if (!f.portfolio) return {"positions", "The desk's positions", {}};
    std::vector<std::vector<Html>> rows;
    words::MoneyUnit const unit = unit_of_positions(*f.portfolio);
    for (auto const* subjects : {&f.portfolio->positions, &f.portfolio->totals})
        for (SubjectFinding const& s : *subjects) add_rows(rows, s, unit);
    std::vector<Html> head;
    for (char const* const word : {"position", "liquidated", "after", "mean profit", "VaR95",
                                   "VaR99", "ES95", "ES99", "ES99, worst moment"})
        head.push_back(text(word));
    Html body = table("Profit and loss from the start to the horizon", head, rows, "numbers wide");
    body += element(
        "p",
        "VaR99 is the loss that is not exceeded on 99 % of the paths, ES99 the mean loss of the "
        "worst 1 %; worst moment takes each path at the visit with its smallest profit. Of all "
        "positions, liquidated means at least one of them.");

    Chart chart{.id = shown.prefix + "chart-fates",
                .title = "Probability of having been liquidated",
                .words = {},
                .x = {"time since " + time_in_words(f.as_of), Unit::seconds},
                .y = {"probability", Unit::share}};
    auto const times = thinned(f.time.size(), 60);
    for (SubjectFinding const& s : f.portfolio->positions) {
        if (!s.what_if.empty() || s.fate[0].by_time.size() != f.time.size() ||
            chart.curves.size() >= 8)
            continue;
        chart.curves.push_back({s.name, "with", at(f.time, times), at(s.fate[0].by_time, times)});
        chart.curves.push_back({s.name + " without the cascade", "without", at(f.time, times),
                                at(s.fate[1].by_time, times)});
        chart.words += s.name + " is liquidated with a probability of " +
                       words::percent(s.fate[0].liquidated.probability) + ", without the cascade " +
                       words::percent(s.fate[1].liquidated.probability) + ". ";
    }
    chart.words += "Dashed lines are without the cascade.";
    if (!chart.curves.empty()) body += charts.figure(chart);
    return {"positions", "The desk's positions", body};
}

}  // namespace liq::page
