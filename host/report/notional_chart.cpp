#include "host/report/notional_chart.hpp"

#include <algorithm>
#include <cmath>

#include "host/words/money_unit.hpp"
#include "host/words/numbers.hpp"
#include "host/words/printable.hpp"

namespace liq::report {
namespace {

using planning::FuelBucket;
using Sides = std::array<std::vector<FuelBucket>, n_sides>;

constexpr std::size_t rows_of_side = 10;
/// How far from spot the chart may reach, as log distances; the first that holds enough is taken.
constexpr std::array reaches{0.05, 0.1, 0.2, 0.4, 0.8};
constexpr double enough = 0.9;

double log_distance(FuelBucket const& bucket) {
    return std::abs(std::log1p(bucket.distance));
}

double sum_within(Sides const& sides, double reach) {
    double sum = 0;
    for (auto const& side : sides)
        for (FuelBucket const& bucket : side)
            if (log_distance(bucket) <= reach) sum += bucket.fuel;
    return sum;
}

/// The notional of one side in rows, the nearest one first.
std::vector<double> rows_of(std::vector<FuelBucket> const& side, double reach) {
    std::vector<double> rows(rows_of_side);
    for (FuelBucket const& bucket : side) {
        double const at = log_distance(bucket) / reach * rows_of_side;
        // A bucket at the far edge of a row belongs to it.
        auto const row = static_cast<std::size_t>(std::max(0.0, std::ceil(at - 1e-9) - 1));
        if (row < rows.size()) rows[row] += bucket.fuel;
    }
    return rows;
}

/// A bar as long as this share of `columns`; with blocks in steps of an eighth of a column.
std::string bar(double share, std::size_t columns, bool unicode) {
    auto const eighths =
        static_cast<std::size_t>(std::lround(share * static_cast<double>(8 * columns)));
    std::string text;
    if (!unicode) return std::string((eighths + 4) / 8, '#');
    constexpr std::array parts{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    for (std::size_t i = 0; i < eighths / 8; ++i) text += "█";
    return text + parts[eighths % 8];
}

std::string padded(std::string const& text, std::size_t columns) {
    return std::string(columns - std::min(columns, words::width_of(text)), ' ') + text;
}

}  // namespace

std::vector<std::string> notional_chart(Sides const& buckets, double spot,
                                        words::TextStyle const& style) {
    double const all = sum_within(buckets, reaches.back() + 1);
    if (!(all > 0)) return {};
    auto const far = std::ranges::find_if(
        reaches, [&](double reach) { return sum_within(buckets, reach) >= enough * all; });
    double const reach = far == reaches.end() ? reaches.back() : *far;
    std::vector<double> const longs = rows_of(buckets[0], reach),
                              shorts = rows_of(buckets[1], reach);
    std::vector<double> amounts = longs;
    amounts.insert(amounts.end(), shorts.begin(), shorts.end());
    double const largest = std::ranges::max(amounts);
    words::MoneyUnit const unit = words::money_unit(amounts);

    constexpr std::size_t label = 12, move = 9, amount = 10, gaps = 5;
    auto const width = static_cast<std::size_t>(std::clamp(style.width, 40, 200));
    std::size_t const columns = width - std::min(width - 8, label + move + amount + gaps);
    std::vector<std::string> lines;
    auto const row = [&](double signed_row, double notional) {
        double const x = signed_row / rows_of_side * reach;
        std::string line = "  " + padded(words::price(spot * std::exp(x)), label) +
                           padded(words::signed_percent(std::expm1(x), 1), move) + " " +
                           padded(words::money_in(notional, unit), amount) + " ";
        line += bar(notional / largest, columns, style.unicode);
        lines.push_back(line.substr(0, line.find_last_not_of(' ') + 1));
    };
    for (std::size_t i = rows_of_side; i-- > 0;) row(static_cast<double>(i + 1), shorts[i]);
    lines.push_back("  " + padded(words::price(spot), label) +
                    "     spot: shorts above, longs below");
    for (std::size_t i = 0; i < rows_of_side; ++i) row(-static_cast<double>(i + 1), longs[i]);
    double const beyond = all - sum_within(buckets, reach);
    if (beyond > 0)
        lines.push_back("  further away: " + words::money_in(beyond, unit) + ", " +
                        words::percent(beyond / all, 1) + " of what would be liquidated");
    return lines;
}

}  // namespace liq::report
