#include "host/results/result_warnings.hpp"

#include <algorithm>
#include <cmath>

#include "host/results/statistic_intervals.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"

namespace liq::results {
namespace {

/// The most outcomes that a warning names.
constexpr std::size_t most_named = 4;

/// "96,200 to 93,100 (-5.2 to -8.3 % from spot)".
std::string place_of(SustainingStretch const& stretch, double spot) {
    return words::price(stretch.near) + " to " + words::price(stretch.far) + " (" +
           words::signed_percent(stretch.near / spot - 1, 1) + " to " +
           words::signed_percent(stretch.far / spot - 1, 1) + " from spot)";
}

/// The price that half of the paths reach without any cascade; not known in old reports.
double reach_of(findings::RunFindings const& f, Side side) {
    auto const& found =
        side == Side::long_side ? f.distributions["lowest"] : f.distributions["highest"];
    if (!found || !found->statistics_without_cascade) return findings::not_known;
    return (*found->statistics_without_cascade)["p50"];
}

/// Where a cascade sustains itself, of one side; empty where it does not within reach.
std::string sustained(findings::RunFindings const& f, Side side) {
    double const reach = reach_of(f, side);
    if (!std::isfinite(reach)) return {};
    auto const stretch_of = [&](std::vector<double> const& ratio) {
        return sustaining_stretch(f.ladder, ratio, {.side = side, .spot = f.spot, .reach = reach});
    };
    SustainingStretch stretch = stretch_of(f.ladder.branching_ratio);
    bool const withdrawn = stretch.points == 0;
    if (withdrawn) stretch = stretch_of(f.ladder.branching_ratio_withdrawn);
    if (stretch.points == 0) return {};
    return std::string(side == Side::long_side ? "of longs from " : "of shorts from ") +
           place_of(stretch, f.spot) + ", where it is up to " + words::plain(stretch.largest, 1) +
           (withdrawn ? " at the depth that the fuel leaves" : "");
}

void warn_of_sustained_cascades(findings::RunFindings& f) {
    std::string places;
    for (Side const side : {Side::long_side, Side::short_side})
        if (std::string const place = sustained(f, side); !place.empty())
            places += (places.empty() ? "" : "; ") + place;
    if (places.empty()) return;
    f.warnings.push_back(
        "the branching ratio is 1 or more where the price comes by itself on half of the paths: " +
        places +
        ". A cascade that begins there sustains itself: each dollar that is liquidated moves the "
        "price so far that more than another one is, until the book thins out. Answers beyond "
        "these prices rest on impact.depth and on the positions more than on the law of the price: "
        "see whether impact.depth is that of all venues, how much of the positions is at risk "
        "(market.liquidatable_share, market.open_interest_factor, "
        "cascade.market_fraction), and impact.withdrawal");
}

void warn_of_free_fall(findings::RunFindings& f) {
    auto const& found = f.distributions["displacement"];
    if (!found || f.paths == 0) return;
    double const median = found->statistics["p50"];
    if (!(median >= free_fall)) return;
    std::string lowest;
    if (auto const& low = f.distributions["lowest"]; low && low->statistics_without_cascade)
        lowest = "; the median lowest price is " + words::price(low->statistics["p50"]) + ", and " +
                 words::price((*low->statistics_without_cascade)["p50"]) + " without the cascade";
    f.warnings.push_back(
        "on half of the paths forced orders move the price by a factor of at least " +
        words::plain(std::exp(median), 2) + ", up or down, from where it would be without them" +
        lowest +
        ". The answers describe a market in free fall and are no forecast. See the branching "
        "ratio, impact.depth, and how much of the positions is at risk (market.liquidatable_share, "
        "market.open_interest_factor, "
        "cascade.market_fraction)");
}

/// Why the paths tell little of an outcome; empty where they tell enough.
std::string why_little(findings::Estimate const& e) {
    double const width = e.high - e.low;
    if (e.trials == 0 || !(width > narrow)) return {};
    std::uint64_t const misses = e.trials - e.hits;
    if (static_cast<double>(std::min(e.hits, misses)) < fewest_hits)
        return e.hits <= misses ? "happens on " + words::counted(e.hits, "path")
                                : "does not happen on " + words::counted(misses, "path");
    if (width <= widest_interval) return {};
    return "95 % interval of " + words::plain(100 * width, 0) + " points";
}

/// The outcomes of which the paths tell little, each with the reason; and how many paths would do.
std::string little_known(findings::RunFindings const& f, double& enough) {
    std::string names;
    std::size_t n = 0;
    for (findings::OutcomeFinding const& o : f.outcomes) {
        std::string const why = why_little(o.with_cascade);
        if (why.empty()) continue;
        if (++n <= most_named)
            names += (n == 1 ? "" : ", ") + o.event + "." + o.outcome + " (" + why + ")";
        double const ratio = (o.with_cascade.high - o.with_cascade.low) / widest_interval;
        enough = std::max(enough, static_cast<double>(f.paths) * std::max(ratio * ratio, 10.0));
    }
    return n <= most_named ? names : names + " and " + words::whole(n - most_named) + " more";
}

void warn_of_few_paths(findings::RunFindings& f) {
    if (f.paths == 0) return;
    double const in_tail = 0.01 * independent_paths(f);
    double enough = 0;
    std::string what;
    if (in_tail < fewest_in_tail) {
        what = "p99 and ES99, here and of the desk's positions, rest on " +
               (in_tail < 1
                    ? std::string("less than one path")
                    : "the worst " + words::counted(static_cast<std::uint64_t>(in_tail), "path"));
        enough = 100 * fewest_in_tail * static_cast<double>(f.paths) / independent_paths(f);
    }
    if (std::string const names = little_known(f, enough); !names.empty())
        what += (what.empty() ? "" : "; ") + std::string("little is known of ") + names;
    if (what.empty()) return;
    f.warnings.push_back(words::counted(f.paths, "path is few", "paths are few") + ": " + what +
                         ". Use --paths " +
                         words::plain(std::pow(10, std::ceil(std::log10(enough))), 0) + " or more");
}

}  // namespace

SustainingStretch sustaining_stretch(findings::LadderFinding const& ladder,
                                     std::vector<double> const& ratio, Within within) {
    bool const down = within.side == Side::long_side;
    std::vector<std::size_t> points;  // of this side, the nearest first
    for (std::size_t i = 0; i < std::min(ratio.size(), ladder.price.size()); ++i)
        if (down ? ladder.price[i] < within.spot : ladder.price[i] > within.spot)
            points.push_back(i);
    if (down) std::ranges::reverse(points);
    SustainingStretch stretch;
    double sum = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        sum += ratio[points[i]];
        if (i >= stretch_points) sum -= ratio[points[i - stretch_points]];
        if (i + 1 < stretch_points) continue;
        std::size_t const first = i + 1 - stretch_points;
        double const mean = sum / static_cast<double>(stretch_points);
        double const begins = ladder.price[points[first]];
        bool const reached = down ? begins >= within.reach : begins <= within.reach;
        if (stretch.points == 0 && !reached) break;
        if (!(mean >= 1)) {
            if (stretch.points > 0) break;
            continue;
        }
        if (stretch.points == 0) {
            stretch.near = begins;
            stretch.points = stretch_points - 1;
        }
        stretch.far = ladder.price[points[i]];
        stretch.largest = std::max(stretch.largest, mean);
        ++stretch.points;
    }
    return stretch;
}

void warn_of_results(findings::RunFindings& findings) {
    warn_of_sustained_cascades(findings);
    warn_of_free_fall(findings);
    warn_of_few_paths(findings);
}

}  // namespace liq::results
