#include "host/report/fan_chart.hpp"
#include "host/words/numbers.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace liq::report {
namespace {

constexpr int rows = 11;  ///< odd, so that the middle row can have a label
constexpr std::size_t margin = 13;

/// What a cell shows, in ascending order of importance.
enum Cell : std::size_t { blank, outer, inner, median, spot };
using Symbols = std::array<char const*, 5>;
constexpr Symbols in_unicode{" ", "░", "▓", "█", "·"};
constexpr Symbols in_ascii{" ", ".", "+", "#", "-"};

/// Which columns of `price_quantile` are drawn.
struct Bands {
    std::size_t outer_low, inner_low, middle, inner_high, outer_high;
};

std::size_t nearest(std::vector<double> const& levels, double level) {
    auto const distance = [level](double at) { return std::abs(at - level); };
    return static_cast<std::size_t>(std::ranges::min_element(levels, {}, distance) -
                                    levels.begin());
}

Bands bands_of(std::vector<double> const& levels) {
    return {0, nearest(levels, 0.25), nearest(levels, 0.5), nearest(levels, 0.75),
            levels.size() - 1};
}

/// Converts prices to rows: row 0 is at the top, and rows have equal steps of log price.
struct Scale {
    double low, high;
    [[nodiscard]] int row(double price) const {
        double const share = (std::log(price) - std::log(low)) / (std::log(high) - std::log(low));
        return rows - 1 - static_cast<int>(std::lround(share * (rows - 1)));
    }
    [[nodiscard]] double price(int row) const {
        double const share = static_cast<double>(rows - 1 - row) / (rows - 1);
        return low * std::pow(high / low, share);
    }
};

Cell cell_at(int row, double const* quantiles, Bands const& bands, Scale const& scale,
             double spot_price) {
    auto const between = [&](std::size_t low, std::size_t high) {
        return row <= scale.row(quantiles[low]) && row >= scale.row(quantiles[high]);
    };
    if (between(bands.middle, bands.middle)) return median;
    if (bands.inner_low < bands.middle && bands.middle < bands.inner_high &&
        between(bands.inner_low, bands.inner_high))
        return inner;
    if (between(bands.outer_low, bands.outer_high)) return outer;
    return row == scale.row(spot_price) ? spot : blank;
}

std::string level_text(double level) {
    double const share = 100 * level;
    return std::to_string(static_cast<int>(std::lround(share)));
}

std::string legend(std::vector<double> const& levels, Bands const& bands, Symbols const& symbols) {
    auto const band = [&](Cell cell, std::size_t low, std::size_t high) {
        return std::string(symbols[cell]) + " " + level_text(levels[low]) + " to " +
               level_text(levels[high]) + " %";
    };
    std::string text = band(outer, bands.outer_low, bands.outer_high);
    if (bands.inner_low < bands.middle && bands.middle < bands.inner_high)
        text += ", " + band(inner, bands.inner_low, bands.inner_high);
    return text + ", " + symbols[median] + " median of the paths";
}

}  // namespace

std::vector<std::string> fan_chart(findings::RunFindings const& f, words::TextStyle const& style) {
    std::size_t const n = f.quantile.size();
    bool const known =
        f.price_quantile.size() == n * f.time.size() && f.spot > 0 &&
        std::ranges::all_of(f.price_quantile, [](double p) { return std::isfinite(p) && p > 0; });
    if (n < 3 || f.time.size() < 2 || !known) return {};

    Bands const bands = bands_of(f.quantile);
    auto const [low, high] = std::ranges::minmax(f.price_quantile);
    Scale const scale{std::min(low, f.spot) / 1.0001, std::max(high, f.spot) * 1.0001};
    Symbols const& symbols = style.unicode ? in_unicode : in_ascii;
    auto const columns = static_cast<std::size_t>(std::clamp(style.width, 40, 100)) - margin - 2;

    int const decimals = words::price_decimals({scale.price(0), scale.price(rows - 1)});
    std::vector<std::string> lines;
    for (int row = 0; row < rows; ++row) {
        bool const labelled = row % ((rows - 1) / 2) == 0;
        std::string const label = labelled ? words::price_in(scale.price(row), decimals) : "";
        std::string line(margin > label.size() ? margin - label.size() : 0, ' ');
        line += label + " ";
        for (std::size_t column = 0; column < columns; ++column) {
            std::size_t const t = column * (f.time.size() - 1) / (columns - 1);
            line += symbols[cell_at(row, &f.price_quantile[t * n], bands, scale, f.spot)];
        }
        lines.push_back(line.substr(0, line.find_last_not_of(' ') + 1));
    }
    std::string const first = words::duration(f.time.front()),
                      last = words::duration(f.time.back());
    std::string const gap(
        columns > first.size() + last.size() ? columns - first.size() - last.size() : 1, ' ');
    lines.push_back(std::string(margin + 1, ' ') + first + gap + last);
    lines.push_back(std::string(margin + 1, ' ') + legend(f.quantile, bands, symbols));
    return lines;
}

}  // namespace liq::report
