// Sweeps as heat maps over two keys, and differences to the base run.

#include <algorithm>
#include <cmath>
#include <optional>

#include "host/findings/not_known.hpp"
#include "host/page/batch.hpp"
#include "host/page/strip.hpp"
#include "host/report/run_labels.hpp"
#include "host/words/numbers.hpp"

namespace liq::page {
namespace {

using findings::not_known;

/// The most outcomes and rows that a family shows.
constexpr std::size_t most_outcomes = 6, most_rows = 40;
constexpr double normal_95 = 1.959964;

/// The different values of a key among the runs of a family, in the order of the runs.
std::vector<std::string> values_of(std::vector<report::RunLabel> const& labels, std::size_t begin,
                                   std::size_t end, std::size_t key) {
    std::vector<std::string> values;
    for (std::size_t i = begin; i < end; ++i)
        if (std::string const& value = labels[i].values[key];
            !value.empty() && std::ranges::find(values, value) == values.end())
            values.push_back(value);
    return values;
}

/// Two keys of a sweep: those with the most values.
struct Grid {
    std::size_t down = 0, across = 0;
    std::vector<std::string> rows, columns;
};

std::optional<Grid> grid_of(std::vector<report::RunLabel> const& labels, std::size_t begin,
                            std::size_t end) {
    std::vector<std::pair<std::size_t, std::size_t>> by_size;  // values, key
    for (std::size_t key = 0; key < labels[begin].keys.size(); ++key)
        by_size.emplace_back(values_of(labels, begin, end, key).size(), key);
    std::ranges::stable_sort(by_size, std::greater(), &std::pair<std::size_t, std::size_t>::first);
    if (by_size.size() < 2 || by_size[1].first < 2) return std::nullopt;
    Grid grid{by_size[0].second, by_size[1].second, {}, {}};
    if (grid.down > grid.across) std::swap(grid.down, grid.across);
    grid.rows = values_of(labels, begin, end, grid.down);
    grid.columns = values_of(labels, begin, end, grid.across);
    return grid;
}

/// The run at a place of the grid; where more than two keys differ, the first such run.
std::optional<std::size_t> run_at(std::vector<report::RunLabel> const& labels, std::size_t begin,
                                  std::size_t end, Grid const& grid, std::size_t row,
                                  std::size_t column) {
    for (std::size_t i = begin; i < end; ++i)
        if (labels[i].values[grid.down] == grid.rows[row] &&
            labels[i].values[grid.across] == grid.columns[column])
            return i;
    return std::nullopt;
}

/// A probability on a ground that is darker, the larger it is within its table.
Html coloured(double probability, int digits, double low, double high) {
    double const share = high > low ? (probability - low) / (high - low) : 0;
    return element("span", number(probability, words::percent(probability, digits)),
                   {{"class", "heat"}, {"style", "--heat:" + words::plain(share, 3)}});
}

Html map_of(findings::Report const& report, std::vector<report::RunLabel> const& labels,
            std::size_t begin, std::size_t end, Grid const& grid, std::string const& name) {
    double low = 1, high = 0;
    std::vector<double> errors;
    auto const outcome_at = [&](std::size_t row,
                                std::size_t column) -> findings::OutcomeFinding const* {
        auto const run = run_at(labels, begin, end, grid, row, column);
        auto const* const o = run ? outcome_named(report.runs[*run].findings, name) : nullptr;
        return o != nullptr && std::isfinite(o->with_cascade.probability) ? o : nullptr;
    };
    for (std::size_t r = 0; r < grid.rows.size(); ++r)
        for (std::size_t c = 0; c < grid.columns.size(); ++c)
            if (auto const* const o = outcome_at(r, c)) {
                low = std::min(low, o->with_cascade.probability);
                high = std::max(high, o->with_cascade.probability);
                errors.push_back(o->with_cascade.standard_error);
            }
    int const digits = words::digits_for_all(errors);
    std::string const down = labels[begin].keys[grid.down],
                      across = labels[begin].keys[grid.across];
    std::vector<Html> head{text(down + " \\ " + across)};
    for (std::string const& value : grid.columns) head.push_back(text(value));
    std::vector<std::vector<Html>> rows;
    for (std::size_t r = 0; r < grid.rows.size(); ++r) {
        std::vector<Html> row{text(grid.rows[r])};
        for (std::size_t c = 0; c < grid.columns.size(); ++c) {
            auto const* const o = outcome_at(r, c);
            row.push_back(o == nullptr
                              ? Html::trusted("&ndash;")
                              : coloured(o->with_cascade.probability,
                                         words::digits_in(digits, o->with_cascade.standard_error),
                                         low, high));
        }
        rows.push_back(std::move(row));
    }
    return table(name + " by " + down + " and " + across, head, rows, "numbers map");
}

/// One outcome of all runs of a family, or of its variants, less that of the base run.
Html differences_of(findings::Report const& report, std::vector<report::RunLabel> const& labels,
                    std::size_t begin, std::size_t end, std::string const& name,
                    bool variants_only) {
    double reach = 0;
    std::vector<std::pair<std::size_t, findings::OutcomeFinding const*>> known;
    for (std::size_t i = begin + 1; i < end && known.size() < most_rows; ++i) {
        if (variants_only && report.runs[i].findings.variant.empty()) continue;
        auto const* const o = outcome_named(report.runs[i].findings, name);
        if (o == nullptr || !std::isfinite(o->difference_to_base)) continue;
        known.emplace_back(i, o);
        reach = std::max(
            reach, std::abs(o->difference_to_base) + 2 * o->difference_to_base_standard_error);
    }
    if (known.empty()) return {};
    std::vector<double> errors, errors_of_differences;
    for (auto const& [i, o] : known) {
        errors.push_back(o->with_cascade.standard_error);
        errors_of_differences.push_back(o->difference_to_base_standard_error);
    }
    int const digits_of_all = words::digits_for_all(errors);
    int const digits_of_differences = words::digits_for_all(errors_of_differences);
    std::vector<std::vector<Html>> rows;
    for (auto const& [i, o] : known) {
        double const difference = o->difference_to_base,
                     error = o->difference_to_base_standard_error;
        int const digits = words::digits_in(digits_of_differences, error);
        double const half = normal_95 * error;
        rows.push_back({text(std::to_string(i) + "  " + labels[i].all()),
                        number(o->with_cascade.probability,
                               words::percent(o->with_cascade.probability,
                                              words::digits_in(digits_of_all,
                                                               o->with_cascade.standard_error))),
                        number(difference, words::points(difference, digits)) + text(" \u00b1 ") +
                            number(error, words::points(error, digits).substr(1)),
                        strip({difference - half, difference + half, difference, not_known,
                               not_known, not_known, not_known},
                              -reach, reach)});
    }
    auto const* const base = outcome_named(report.runs[begin].findings, name);
    std::string const asked = base == nullptr ? name : base->question + " (" + name + ")";
    return table(
        "Difference to the base run: " + asked,
        {text("run"), text("probability"), text("difference to the base run"),
         text("95 % interval, from " + words::points(-reach) + " to " + words::points(reach))},
        rows, "numbers");
}

std::string title_of(findings::Report const& report, std::size_t begin, std::string const& what) {
    return report.runs[begin].findings.name + ": " + what;
}

std::vector<std::string> names_of(findings::RunFindings const& base) {
    std::vector<std::string> names;
    for (auto const& o : base.outcomes)
        if (names.size() < most_outcomes) names.push_back(o.event + "." + o.outcome);
    return names;
}

}  // namespace

Section sweep(findings::Report const& report, std::size_t begin, std::size_t end) {
    Section section{"sweep" + std::to_string(begin), title_of(report, begin, "the sweep"), {}};
    auto const labels = report::run_labels(report);
    auto const grid = grid_of(labels, begin, end);
    if (!grid) return section;
    for (std::string const& name : names_of(report.runs[begin].findings))
        section.body += map_of(report, labels, begin, end, *grid, name);
    if (labels[begin].keys.size() > 2)
        section.body += element(
            "p",
            "More than two keys differ; the others have the value of the first run that fits.");
    return section;
}

Section differences(findings::Report const& report, std::size_t begin, std::size_t end) {
    Section section{"differences" + std::to_string(begin),
                    title_of(report, begin, "differences to the base run"),
                    {}};
    auto const labels = report::run_labels(report);
    // What a table over two keys has is not listed again.
    bool const has_grid = grid_of(labels, begin, end).has_value();
    for (std::string const& name : names_of(report.runs[begin].findings))
        section.body += differences_of(report, labels, begin, end, name, has_grid);
    if (section.body.empty()) return section;
    if (!has_grid && end - begin - 1 > most_rows)
        section.body += element("p", "The first " + words::whole(most_rows) + " of " +
                                         words::whole(end - begin - 1) + " runs.");
    section.body += element("p",
                            "All runs of a file share their random numbers, so that each "
                            "difference has the small error of pairs.");
    return section;
}

}  // namespace liq::page
