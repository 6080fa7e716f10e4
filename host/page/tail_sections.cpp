// How bad it gets, and how likely that is.

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "host/findings/quantities.hpp"
#include "host/page/section.hpp"
#include "host/report/quantity_text.hpp"
#include "host/report/tail_table.hpp"
#include "host/results/statistic_intervals.hpp"
#include "host/words/numbers.hpp"

namespace liq::page {
namespace {

using findings::QuantityDescription;

/// The probability that a quantity is at least x, at the lower ends of its bins; or at most x, at
/// the upper ends.
Curve share_beyond(findings::DistributionFinding const& d, std::vector<std::uint64_t> const& counts,
                   bool at_least, std::string name, std::string look, std::size_t most_points) {
    double total = 0;
    for (std::uint64_t const n : counts) total += static_cast<double>(n);
    std::vector<double> x, y;
    double beyond = at_least ? total : 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (at_least) {
            x.push_back(d.lower[i]), y.push_back(beyond / total);
            beyond -= static_cast<double>(counts[i]);
        } else {
            beyond += static_cast<double>(counts[i]);
            x.push_back(d.upper[i]), y.push_back(beyond / total);
        }
    }
    // Dense where the tail is: evenly in the log of the probability.
    std::vector<std::size_t> chosen;
    double const rarest = std::log(1 / total), step = -rarest / static_cast<double>(most_points);
    double last = 2;
    for (std::size_t i = 0; i < y.size(); ++i) {
        double const here = std::log(std::max(y[i], 1 / total));
        bool const far =
            chosen.empty() || std::abs(here - last) >= step || i + 1 == y.size() ||
            std::abs(y[i] - y[chosen.back()]) >= 1.0 / static_cast<double>(most_points);
        if (!far || y[i] <= 0) continue;
        chosen.push_back(i);
        last = here;
    }
    return {std::move(name), std::move(look), at(x, chosen), at(y, chosen)};
}

/// A logarithmic axis has no place for an amount of 0.
void drop_zeros(Curve& curve) {
    std::size_t keep = 0;
    for (std::size_t i = 0; i < curve.x.size(); ++i)
        if (curve.x[i] > 0) curve.x[keep] = curve.x[i], curve.y[keep++] = curve.y[i];
    curve.x.resize(keep), curve.y.resize(keep);
}

QuantityDescription const& quantity_named(std::string_view name) {
    return *std::ranges::find_if(findings::quantities,
                                 [&](auto const& q) { return name == q.name; });
}

std::optional<findings::DistributionFinding> const& found(findings::RunFindings const& f,
                                                          QuantityDescription const& quantity) {
    return f.distributions.all[static_cast<std::size_t>(&quantity - findings::quantities.data())];
}

/// A chart of one quantity with and without the cascade; nothing where the run does not have it.
Html with_and_without(ShownRun const& shown, Charts& charts, char const* name, Unit unit) {
    QuantityDescription const& quantity = quantity_named(name);
    auto const& d = found(shown.run, quantity);
    if (!d || d->count.empty()) return {};
    bool const at_least = !d->worst_is_low;
    std::size_t const most_points = charts.detail().points / 2;
    std::string const word = at_least ? "at least" : "at most";
    double const rare = at_least ? d->statistics["p99"] : d->statistics["p01"];
    Chart chart{
        .id = shown.prefix + "chart-" + name,
        .title = std::string("Probability that the ") + quantity.label + " is " + word + " so much",
        .words = "The median of the paths is " +
                 report::quantity_value(quantity, d->statistics["p50"]) +
                 "; one path in a hundred has " + word + " " +
                 report::quantity_value(quantity, rare) + ".",
        .x = {quantity.label, unit},
        .y = {"probability", Unit::share},
        .curves = {share_beyond(*d, d->count, at_least, "with the cascade", "with", most_points)}};
    if (d->count_without_cascade.size() == d->count.size())
        chart.curves.push_back(share_beyond(*d, d->count_without_cascade, at_least,
                                            "without the cascade", "without", most_points));
    return charts.figure(chart);
}

/// The statistics that the table of a tail shows, by name.
std::vector<std::size_t> columns_of(findings::Tail worst) {
    std::vector<std::size_t> columns;
    for (std::string_view const name :
         worst == findings::Tail::low
             ? std::vector<std::string_view>{"mean", "p50", "p05", "p01", "es95", "es99"}
             : std::vector<std::string_view>{"mean", "p50", "p95", "p99", "es95", "es99"})
        columns.push_back(static_cast<std::size_t>(
            std::ranges::find_if(findings::statistics,
                                 [&](auto const& s) { return name == s.name; }) -
            findings::statistics.begin()));
    return columns;
}

Html value_with_interval(findings::RunFindings const& f, report::QuantityTable const& in_table,
                         QuantityDescription const& quantity,
                         findings::DistributionFinding const& d, std::size_t s) {
    Html const value = number(d.statistics.all[s], in_table.text(quantity, d.statistics.all[s]));
    if (d.count.empty()) return value;
    auto const interval =
        results::statistic_interval(d, findings::statistics[s], results::independent_paths(f));
    auto const end = [&](double at) { return text(in_table.text(quantity, at)); };
    Html words;
    if (std::isfinite(interval.low) && std::isfinite(interval.high))
        words = end(interval.low) + text(" to ") + end(interval.high);
    else if (std::isfinite(interval.low))
        words = text("from ") + end(interval.low);
    else
        words = text("interval not known");
    return value + element("small", words);
}

/// The rows of quantities that `wanted` takes; each with its values without the cascade.
template <class Wanted>
std::vector<std::vector<Html>> rows_of(findings::RunFindings const& f,
                                       std::vector<std::size_t> const& columns, Wanted wanted) {
    std::vector<std::vector<Html>> rows;
    report::QuantityTable const in_table(f);
    for (QuantityDescription const& quantity : findings::quantities) {
        auto const& d = found(f, quantity);
        if (!d || !wanted(quantity)) continue;
        std::vector<Html> row{text(report::quantity_label(quantity))};
        for (std::size_t const s : columns)
            row.push_back(value_with_interval(f, in_table, quantity, *d, s));
        rows.push_back(std::move(row));
        if (!d->statistics_without_cascade) continue;
        row = {element("span", "without the cascade", {{"class", "indented"}})};
        for (std::size_t const s : columns) {
            double const value = d->statistics_without_cascade->all[s];
            row.push_back(number(value, in_table.text(quantity, value)));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

template <class Wanted>
Html table_of(findings::RunFindings const& f, std::string const& caption, findings::Tail worst,
              Wanted wanted) {
    std::vector<std::size_t> const columns = columns_of(worst);
    std::vector<Html> head{text("quantity")};
    for (std::size_t const s : columns)
        head.push_back(element("abbr", report::statistic_heading(findings::statistics[s]),
                               {{"title", findings::meaning_of(findings::statistics[s], worst)}}));
    auto const rows =
        rows_of(f, columns, [&](auto const& q) { return q.worst == worst && wanted(q); });
    return rows.empty() ? Html() : table(caption, head, rows, "numbers wide");
}

bool is_of_the_fund(QuantityDescription const& quantity) {
    return quantity.condition == QuantityDescription::Condition::waterfall;
}

}  // namespace

Section exceedance(ShownRun const& shown, Charts& charts) {
    Chart chart{.id = shown.prefix + "chart-exceedance",
                .title = "How often so much is liquidated, or more",
                .words = {},
                .x = {"amount liquidated [USD]", Unit::money, true},
                .y = {"probability of at least so much", Unit::share, true}};
    for (char const* const name : {"largest_1h.both", "liquidated.long", "liquidated.short"}) {
        QuantityDescription const& quantity = quantity_named(name);
        auto const& d = found(shown.run, quantity);
        if (!d || d->count.empty()) continue;
        Curve curve =
            share_beyond(*d, d->count, true, quantity.label, "with", charts.detail().points / 2);
        drop_zeros(curve);
        if (curve.x.empty()) continue;
        chart.curves.push_back(std::move(curve));
        chart.words += (chart.words.empty() ? "One path in a hundred has at least: " : "; ") +
                       std::string(quantity.label) + " " +
                       report::quantity_value(quantity, d->statistics["p99"]);
    }
    Html body;
    chart.words += ".";
    if (!chart.curves.empty()) body = charts.figure(chart);
    if (double const half = report::half_began_largest_hour(shown.run); std::isfinite(half))
        body += element("p", "The hour with the most liquidations had begun by " +
                                 words::duration(half) + " on half of the paths that have any.");
    return {"exceedance", "How large liquidations get", body};
}

Section extremes(ShownRun const& shown, Charts& charts) {
    Html figures = with_and_without(shown, charts, "drawdown", Unit::share) +
                   with_and_without(shown, charts, "lowest", Unit::price) +
                   with_and_without(shown, charts, "highest", Unit::price);
    if (figures.empty()) return {"extremes", "Drawdown, lowest and highest price", {}};
    return {"extremes", "Drawdown, lowest and highest price",
            element("div", figures, {{"class", "small-charts"}})};
}

Section tails(ShownRun const& shown) {
    findings::RunFindings const& f = shown.run;
    auto const wanted = [](QuantityDescription const& q) {
        return q.in_text && !is_of_the_fund(q);
    };
    Html body = table_of(f, "Where high values are the worst", findings::Tail::high, wanted) +
                table_of(f, "Where low values are the worst", findings::Tail::low, wanted);
    if (body.empty()) return {"tails", "Value at risk and expected shortfall", {}};
    body += element(
        "p",
        "p95 and p99 are values at risk: they are exceeded on 5 % and on 1 % of the paths. ES95 "
        "and ES99 are means over the worst 5 % and 1 %. Below each value stands its 95 % "
        "interval, the sampling error of the paths.");
    if (auto const& moved = f.distributions["displacement"])
        if (double const far = moved->statistics["es99"]; std::isfinite(far) && far > 0)
            body += element(
                "p",
                "The price displaced by forced orders is the largest log distance between the "
                "price with and without the cascade: " +
                    report::log_distance_in_words(far) + ".");
    for (QuantityDescription const& quantity : findings::quantities)
        if (quantity.in_text && !quantity.fits(f.step))
            body += element("p", std::string(quantity.label) + ": not known with steps of " +
                                     words::duration(static_cast<double>(f.step.seconds)));
    return {"tails", "Value at risk and expected shortfall", body};
}

Section fund(ShownRun const& shown) {
    Html const body = table_of(shown.run, "The insurance fund and auto-deleveraging",
                               findings::Tail::high, is_of_the_fund);
    return {"fund", "Insurance fund and deleveraging", body};
}

}  // namespace liq::page
