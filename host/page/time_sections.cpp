// What happens over time: first touches, the price, and some paths one by one.

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "host/page/levels.hpp"
#include "host/page/section.hpp"
#include "host/words/numbers.hpp"

namespace liq::page {
namespace {

Axis time_axis(findings::RunFindings const& f) {
    return {"time since " + time_in_words(f.as_of), Unit::seconds};
}

/// One column of a matrix [row][column].
std::vector<double> column(std::vector<double> const& matrix, std::size_t n_columns,
                           std::size_t c) {
    std::vector<double> values;
    for (std::size_t i = c; i < matrix.size(); i += n_columns) values.push_back(matrix[i]);
    return values;
}

std::string level_name(double level) {
    return words::plain(100 * level) + " %";
}

std::size_t nearest_to(std::vector<double> const& levels, double level) {
    return static_cast<std::size_t>(
        std::ranges::min_element(levels, {}, [&](double at) { return std::abs(at - level); }) -
        levels.begin());
}

/// The quantiles of the price, from the lowest to the highest, as bands around the median.
void add_fan(Chart& chart, findings::RunFindings const& f, std::vector<std::size_t> const& times) {
    std::size_t const n = f.quantile.size(), middle = nearest_to(f.quantile, 0.5);
    auto const x = at(f.time, times);
    auto const curve = [&](std::vector<double> const& of, std::size_t q) {
        return at(column(of, n, q), times);
    };
    for (std::size_t q = 0; q < n; ++q) {
        std::string const up_to =
            q < middle && n - 1 - q > middle ? level_name(f.quantile[n - 1 - q]) : "";
        chart.curves.push_back({level_name(f.quantile[q]),
                                q == middle  ? "median"
                                : q < middle ? "low"
                                             : "high",
                                x, curve(f.price_quantile, q), up_to});
    }
    if (f.price_quantile_without_cascade.empty()) return;
    for (std::size_t const q : {std::size_t{0}, middle, n - 1})
        chart.curves.push_back({level_name(f.quantile[q]) + " without the cascade", "without", x,
                                curve(f.price_quantile_without_cascade, q)});
}

void add_extremes(Chart& chart, findings::RunFindings const& f) {
    if (!f.extremes) return;
    std::size_t const n = f.quantile.size();
    std::size_t const low = nearest_to(f.quantile, 0.05), high = nearest_to(f.quantile, 0.95);
    chart.curves.push_back({"lowest so far, " + level_name(f.quantile[low]), "extreme",
                            f.extremes->time, column(f.extremes->lowest, n, low)});
    chart.curves.push_back({"highest so far, " + level_name(f.quantile[high]), "extreme",
                            f.extremes->time, column(f.extremes->highest, n, high)});
}

/// The levels that a reader can see in a chart whose curves go from `low` to `high`.
std::vector<Mark> levels_within(findings::RunFindings const& f, double low, double high) {
    std::vector<Mark> marks = levels_of(f);
    std::erase_if(marks,
                  [&](Mark const& mark) { return mark.at < low * 0.97 || mark.at > high * 1.03; });
    return marks;
}

std::string fan_in_words(findings::RunFindings const& f) {
    std::size_t const n = f.quantile.size();
    double const* const end = &f.price_quantile[f.price_quantile.size() - n];
    return "The price starts at " + words::price(f.spot) + ". After " +
           words::duration(f.time.back()) + " its median is " +
           words::price(end[nearest_to(f.quantile, 0.5)]) + ", and from " +
           level_name(f.quantile.front()) + " to " + level_name(f.quantile.back()) +
           " of the paths it spans " + words::price(end[0]) + " to " + words::price(end[n - 1]) +
           ".";
}

/// How far outcomes have come by the end, and half of that.
std::string touches_in_words(std::vector<findings::OutcomeFinding const*> const& outcomes) {
    std::string text;
    for (auto const* o : outcomes)
        text += (text.empty() ? "" : "; ") + o->event + "." + o->outcome + " reaches " +
                words::percent(o->by_time.back()) +
                (std::isfinite(o->by_time_without_cascade.back())
                     ? ", without the cascade " + words::percent(o->by_time_without_cascade.back())
                     : "");
    return text + ". Dashed lines are without the cascade.";
}

}  // namespace

Section first_touch(ShownRun const& shown, Charts& charts) {
    findings::RunFindings const& f = shown.run;
    std::vector<findings::OutcomeFinding const*> known;
    for (findings::OutcomeFinding const& o : f.outcomes)
        // What never happens has no course.
        if (o.by_time.size() == f.time.size() && !f.time.empty() &&
            o.by_time_without_cascade.size() == f.time.size() &&
            (o.by_time.back() > 0 || o.by_time_without_cascade.back() > 0))
            known.push_back(&o);
    Html body;
    constexpr std::size_t a_chart = 4;  // more outcomes in one chart cannot be told apart
    std::size_t const fewer = known.size() > 8 ? 2 : 1;
    auto const times = thinned(f.time.size(), charts.detail().points / fewer);
    for (std::size_t begin = 0; begin < known.size(); begin += a_chart) {
        std::vector const some(
            known.begin() + static_cast<std::ptrdiff_t>(begin),
            known.begin() + static_cast<std::ptrdiff_t>(std::min(begin + a_chart, known.size())));
        Chart chart{.id = shown.prefix + "chart-touch" + std::to_string(begin / a_chart),
                    .title = "Probability that it has happened by then",
                    .words = touches_in_words(some),
                    .x = time_axis(f),
                    .y = {"probability", Unit::share}};
        if (known.size() > a_chart)
            chart.title += ", " + std::to_string(begin / a_chart + 1) + " of " +
                           std::to_string((known.size() + a_chart - 1) / a_chart);
        for (auto const* o : some) {
            std::string const name = o->event + "." + o->outcome;
            chart.curves.push_back({name, "with", at(f.time, times), at(o->by_time, times)});
            if (std::isfinite(o->by_time_without_cascade.back()))
                chart.curves.push_back({name + " without the cascade", "without", at(f.time, times),
                                        at(o->by_time_without_cascade, times)});
        }
        body += charts.figure(chart);
    }
    return {"touch", "When it happens", body};
}

Section price_over_time(ShownRun const& shown, Charts& charts) {
    findings::RunFindings const& f = shown.run;
    std::size_t const n = f.quantile.size();
    if (n == 0 || f.time.empty() || f.price_quantile.size() != n * f.time.size())
        return {"price", "The price", {}};
    Chart chart{.id = shown.prefix + "chart-fan",
                .title = "Quantiles of the price over time",
                .words = fan_in_words(f),
                .x = time_axis(f),
                .y = {"price [USD]", Unit::price}};
    add_fan(chart, f, thinned(f.time.size(), charts.detail().points));
    add_extremes(chart, f);
    auto const [low, high] = std::ranges::minmax(f.price_quantile);
    chart.marks = levels_within(f, low, high);
    return {"price", "The price, its levels and its extremes", charts.figure(chart)};
}

Section sample_paths(ShownRun const& shown, Charts& charts) {
    findings::RunFindings const& f = shown.run;
    if (!f.samples || !f.extremes || f.samples->path.empty())
        return {"samples", "Sample paths", {}};
    findings::SamplesFinding const& s = *f.samples;
    std::size_t const n_times = f.extremes->time.size(),
                      n_paths = std::min(s.path.size(), charts.detail().paths);
    Chart chart{.id = shown.prefix + "chart-samples",
                .title = "The first " + words::whole(n_paths) + " paths",
                .words = {},
                .x = time_axis(f),
                .y = {"price [USD]", Unit::price}};
    double low = f.spot, high = f.spot;
    for (std::size_t p = 0; p < n_paths; ++p) {
        Curve curve{"path " + std::to_string(s.path[p]), "sample", {0.0}, {f.spot}};
        for (std::size_t t = 0; t < n_times; ++t) {
            double const price = s.price[p * n_times + t];
            curve.x.push_back(f.extremes->time[t]);
            curve.y.push_back(price);
            if (std::isfinite(price)) low = std::min(low, price), high = std::max(high, price);
        }
        chart.curves.push_back(std::move(curve));
    }
    chart.words = "Each line is one path, drawn through " + words::whole(n_times) +
                  " times. They lie between " + words::price(low) + " and " + words::price(high) +
                  ". They are the first ones, and are not chosen.";
    chart.marks = levels_within(f, low, high);
    return {"samples", "Some paths, one by one", charts.figure(chart)};
}

}  // namespace liq::page
