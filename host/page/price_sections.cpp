// Where in price forced orders wait, come, and feed on themselves.

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>
#include <string_view>

#include "host/page/section.hpp"
#include "host/report/branching_text.hpp"
#include "host/words/numbers.hpp"
#include "host/words/text_page.hpp"

namespace liq::page {
namespace {

/// A profile ends where the price has moved by this factor.
constexpr double farthest = 0.35;

/// The bins that hold anything: [first, end) of the rows of the report.
struct Rows {
    std::size_t first, end;
};

/// Where liquidations are expected, with a bin more on each side, else around spot.
Rows rows_with_liquidations(findings::RunFindings const& f, std::size_t n_bins) {
    std::size_t const last = (f.time.size() - 1) * n_bins * 2;
    double largest = 0;
    for (std::size_t b = 0; b < n_bins; ++b)
        largest = std::max(
            largest, f.expected_liquidated[last + 2 * b] + f.expected_liquidated[last + 2 * b + 1]);
    Rows rows{n_bins, 0};
    for (std::size_t b = 0; b < n_bins; ++b) {
        double const here =
            f.expected_liquidated[last + 2 * b] + f.expected_liquidated[last + 2 * b + 1];
        if (!(here > largest / 1000)) continue;
        rows.first = std::min(rows.first, b);
        rows.end = b + 1;
    }
    if (rows.end == 0) return {0, 0};
    return {rows.first > 0 ? rows.first - 1 : 0, std::min(rows.end + 1, n_bins)};
}

/// The heat map of the rows of a report, some of them together so that they can be seen.
HeatMap heat_map(findings::RunFindings const& f, Rows rows, std::size_t n_bins,
                 Detail const& detail) {
    HeatMap map;
    std::size_t const together = (rows.end - rows.first + detail.rows - 1) / detail.rows;
    for (std::size_t b = rows.first; b < rows.end; b += together)
        map.price.push_back(f.price_edge[b]);
    map.price.push_back(f.price_edge[rows.end]);
    std::size_t const n_rows = map.price.size() - 1;
    std::vector<std::size_t> const columns = thinned(f.time.size(), detail.columns);
    map.time = at(f.time, columns);
    map.amount.assign(columns.size() * n_rows, 0.0);
    for (std::size_t c = 0; c < columns.size(); ++c)
        for (std::size_t b = rows.first; b < rows.end; ++b)
            for (std::size_t side = 0; side < 2; ++side) {
                auto const until = [&](std::size_t t) {
                    return f.expected_liquidated[(t * n_bins + b) * 2 + side];
                };
                double const before = c == 0 ? 0.0 : until(columns[c - 1]);
                map.amount[c * n_rows + (b - rows.first) / together] += until(columns[c]) - before;
            }
    map.beside.assign(n_rows, 0.0);
    for (std::size_t i = 0; i < f.ladder.price.size(); ++i) {
        auto const above = std::ranges::upper_bound(map.price, f.ladder.price[i]);
        if (above == map.price.begin() || above == map.price.end()) continue;
        map.beside[static_cast<std::size_t>(above - map.price.begin()) - 1] += f.ladder.fuel[i];
    }
    map.spot = f.spot;
    return map;
}

std::string heat_in_words(HeatMap const& map) {
    std::size_t const n_rows = map.beside.size();
    std::vector<double> sums(n_rows, 0.0);
    double total = 0;
    for (std::size_t i = 0; i < map.amount.size(); ++i)
        sums[i % n_rows] += map.amount[i], total += map.amount[i];
    auto const most = static_cast<std::size_t>(std::ranges::max_element(sums) - sums.begin());
    return "Liquidations of longs and shorts together, mean over the paths: " +
           words::money(total) + " up to the horizon, most of them from " +
           words::price(map.price[most]) + " to " + words::price(map.price[most + 1]) + " (" +
           words::money(sums[most]) +
           "). The stronger a colour, the more; the bars beside it are what could be liquidated at "
           "each price at "
           "the start, longs below spot and shorts above.";
}

/// The grid points near spot in at most so many groups; of each group the largest value.
struct Profile {
    std::vector<double> price, ratio, withdrawn;
};

Profile profile_of(findings::LadderFinding const& ladder, double spot, std::size_t most_points) {
    std::vector<std::size_t> near;
    for (std::size_t i = 0; i < ladder.price.size(); ++i)
        if (std::abs(std::log(ladder.price[i] / spot)) < farthest) near.push_back(i);
    Profile profile;
    std::size_t const together = (near.size() + most_points - 1) / most_points;
    for (std::size_t begin = 0; begin < near.size(); begin += together) {
        std::size_t largest = near[begin];
        for (std::size_t i = begin; i < std::min(begin + together, near.size()); ++i)
            if (ladder.branching_ratio[near[i]] > ladder.branching_ratio[largest])
                largest = near[i];
        profile.price.push_back(ladder.price[largest]);
        profile.ratio.push_back(ladder.branching_ratio[largest]);
        if (!ladder.branching_ratio_withdrawn.empty())
            profile.withdrawn.push_back(ladder.branching_ratio_withdrawn[largest]);
    }
    return profile;
}

/// Lines of the terminal as sentences.
std::string sentences_of(std::string_view lines) {
    std::string all;
    while (!lines.empty()) {
        std::size_t const end = std::min(lines.find('\n'), lines.size());
        std::string line(lines.substr(0, end));
        line.erase(0, line.find_first_not_of(' '));
        lines.remove_prefix(std::min(end + 1, lines.size()));
        if (line.empty()) continue;
        line[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(line[0])));
        all += (all.empty() ? "" : " ") + line + (line.ends_with('.') ? "" : ".");
    }
    return all;
}

}  // namespace

Section liquidations(ShownRun const& shown, Charts& charts) {
    findings::RunFindings const& f = shown.run;
    Section section{"heat", "Where liquidations are expected", {}};
    std::size_t const n_bins = f.price_edge.empty() ? 0 : f.price_edge.size() - 1;
    if (n_bins == 0 || f.time.empty() || f.expected_liquidated.size() != f.time.size() * n_bins * 2)
        return section;
    Rows const rows = rows_with_liquidations(f, n_bins);
    if (rows.end == 0) {
        section.body = element("p", "No position is liquidated on any path.");
        return section;
    }
    HeatMap map = heat_map(f, rows, n_bins, charts.detail());
    map.id = shown.prefix + "chart-heat";
    map.title = "Expected liquidations by time and price";
    map.words = heat_in_words(map);
    section.body = charts.figure(map);
    return section;
}

Section branching(ShownRun const& shown, Charts& charts) {
    findings::RunFindings const& f = shown.run;
    if (f.ladder.price.empty()) return {"branching", "Does a cascade feed itself", {}};
    Profile const profile = profile_of(f.ladder, f.spot, charts.detail().points);
    constexpr int one_line = 1'000'000;
    words::TextPage verdict({.unicode = true, .width = one_line});
    report::branching_verdict(verdict, f);
    Chart chart{.id = shown.prefix + "chart-branching",
                .title = "Branching ratio by price",
                .words = sentences_of(verdict.text()),
                .x = {"price [USD]", Unit::price},
                .y = {"branching ratio", Unit::ratio},
                .curves = {{"at the depth of the start", "with", profile.price, profile.ratio}},
                .marks = {{"critical: 1", 1.0, false, "critical"}, {"spot", f.spot, true, "spot"}}};
    if (!profile.withdrawn.empty())
        chart.curves.push_back(
            {"at the depth that remains", "other", profile.price, profile.withdrawn});
    return {"branching", "Does a cascade feed itself", charts.figure(chart)};
}

}  // namespace liq::page
